/** A chart a trace, drawn by Vega from the rows of the view. */

/** The part of Vega that the page uses. */
declare const vega: {
  parse(spec: object): object;
  View: new (
    runtime: object,
    options: object,
  ) => {
    signal(name: string, value: unknown): void;
    data(name: string, rows: object[]): void;
    runAsync(): Promise<unknown>;
    width(pixels: number): void;
    finalize(): void;
  };
};

let charts: InstanceType<typeof vega.View>[] = [];

/** Draws every chart anew; when it is done, the page says so to whoever waits. */
async function drawCharts(): Promise<void> {
  for (const chart of charts) chart.finalize();
  const metric = currentMetric();
  const points = shownPoints();
  const savings = metric.name === "latencySavingsRate";
  const values = points.map(
    (point) =>
      ((point.metrics[metric.name] ?? 0) + (savings ? point.halfWidth : 0)) * metric.factor,
  );
  const paper = page.paper.map((ratio) => ratio * metric.factor);
  const high = Math.max(...values, savings ? (paper[1] ?? 0) : 0) * 1.03 || 1;
  charts = traces.map((trace, i) => {
    const rows = points
      .filter((point) => point.trace === trace && point.capacity !== null)
      .flatMap((point) => rowOf(point, metric));
    const chart = new vega.View(vega.parse(page.specs[scheme()]), {
      renderer: "svg",
      container: byId(`chart-${i}`),
      tooltip: showTip,
    });
    chart.width(byId(`chart-${i}`).clientWidth);
    chart.signal("low", Math.min(0, ...values));
    chart.signal("high", high);
    chart.data("rows", rows);
    chart.data("paper", savings && paper.length > 0 ? [{ from: paper[0], to: paper[1] }] : []);
    byId(`chart-${i}`).setAttribute("aria-label", summary(trace, points, metric));
    return chart;
  });
  await Promise.all(charts.map((chart) => chart.runAsync()));
  document.body.dataset.drawn = `${view.metric} ${scheme()} ${[...view.hidden].join(" ")}`;
}

function rowOf(point: PagePoint, metric: PageMetric): object[] {
  const value = point.metrics[metric.name];
  if (value === null || value === undefined) return [];
  const width = metric.name === "latencySavingsRate" ? point.halfWidth : 0;
  const shown = value * metric.factor;
  const band = width * metric.factor;
  const spread = width > 0 ? ` ± ${band.toFixed(2)}` : "";
  const { policy, capacity } = point;
  const tip = `${policy} at ${capacityText(capacity)}: ${written(metric, value)}${spread}`;
  return [{ policy, capacity, value: shown, low: shown - band, high: shown + band, tip }];
}

/** What somebody who does not see the chart is told of it; the table has the rest. */
function summary(trace: string, points: readonly PagePoint[], metric: PageMetric): string {
  const lines = page.policies.flatMap(({ name }) => {
    const own = points.filter((point) => point.trace === trace && point.policy === name);
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last) return [];
    const at = (point: PagePoint): string =>
      `${written(metric, point.metrics[metric.name])} at ${capacityText(point.capacity)}`;
    return [`${name}: ${at(first)}, ${at(last)}`];
  });
  return `${trace}, ${metric.label} against capacity. ${lines.join("; ")}.`;
}

/** `event` is null when a chart is taken away. */
function showTip(_: unknown, event: MouseEvent | null, _item: unknown, value: unknown): void {
  const tip = byId("tip");
  const text = typeof value === "string" ? value : (value as { tip?: string } | null)?.tip;
  tip.hidden = !text;
  tip.textContent = text ?? "";
  if (!event) return;
  tip.style.left = `${event.pageX + 12}px`;
  tip.style.top = `${event.pageY + 12}px`;
}
