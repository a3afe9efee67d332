/** The table of all cells, sorted by any column, and the knees. */

/** Columns before those of the metrics. */
const PLACES = [
  { key: "trace", label: "trace" },
  { key: "policy", label: "policy" },
  { key: "capacity", label: "capacity" },
] as const;

function drawTable(): void {
  const head = byId("table-head");
  const columns = [...PLACES, ...page.metrics.map(({ name, label }) => ({ key: name, label }))];
  head.replaceChildren(
    ...columns.map(({ key, label }) => {
      const sorted = view.sort === key;
      const order = view.descending ? "descending" : "ascending";
      const cell = element("th", "", { scope: "col", "aria-sort": sorted ? order : "none" });
      const arrow = sorted ? (view.descending ? " ↓" : " ↑") : "";
      const button = element("button", `${label}${arrow}`, { type: "button", "data-sort": key });
      button.addEventListener("click", () => sortBy(key));
      cell.append(button);
      return cell;
    }),
  );
  byId("table-body").replaceChildren(...sortedPoints().map(rowElement));
}

function sortBy(key: string): void {
  view.descending = view.sort === key ? !view.descending : false;
  view.sort = key;
  drawTable();
  remember();
  document.querySelector<HTMLButtonElement>(`[data-sort="${key}"]`)?.focus();
}

function sortedPoints(): PagePoint[] {
  const points = shownPoints().filter(({ trace }) => !view.trace || trace === view.trace);
  const { sort, descending } = view;
  if (!sort) return points;
  const keyOf = (point: PagePoint): string | number => {
    if (sort === "trace" || sort === "policy") return point[sort];
    if (sort === "capacity") return point.capacity ?? Number.POSITIVE_INFINITY;
    return point.metrics[sort] ?? Number.NEGATIVE_INFINITY;
  };
  const sign = descending ? -1 : 1;
  return points.sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left < right ? -sign : left > right ? sign : 0;
  });
}

function rowElement(point: PagePoint): HTMLTableRowElement {
  const row = element("tr");
  row.append(
    element("th", point.trace, { scope: "row" }),
    element("td", point.policy),
    element("td", capacityText(point.capacity)),
    ...page.metrics.map((metric) => element("td", written(metric, point.metrics[metric.name]))),
  );
  return row;
}

/**
 * Of each trace and each policy that a registry can run, the smallest capacity that reaches that share
 * of its greatest savings.
 */
function drawKnees(): void {
  const points = shownPoints();
  const policies = page.policies.filter(
    ({ name, bound }) => !bound && points.some(({ policy }) => policy === name),
  );
  byId("knee-head").replaceChildren(
    element("th", "trace", { scope: "col" }),
    ...policies.map(({ name }) => element("th", name, { scope: "col" })),
  );
  byId("knee-body").replaceChildren(
    ...traces.map((trace) => {
      const row = element("tr");
      row.append(element("th", trace, { scope: "row" }));
      for (const { name } of policies) {
        const own = points.filter((point) => point.trace === trace && point.policy === name);
        row.append(element("td", kneeOf(own)));
      }
      return row;
    }),
  );
}

function kneeOf(points: readonly PagePoint[]): string {
  const savings = (point: PagePoint): number => point.metrics.latencySavingsRate ?? 0;
  const greatest = Math.max(0, ...points.map(savings));
  const enough = points
    .filter((point) => savings(point) >= (view.knee / 100) * greatest)
    .sort((a, b) => (a.capacity ?? Infinity) - (b.capacity ?? Infinity));
  return greatest > 0 && enough[0] ? capacityText(enough[0].capacity) : "–";
}
