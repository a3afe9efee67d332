/** What the reader looks at, and the link that restores it. */

interface View {
  scenario: string;
  metric: string;
  hidden: Set<string>;
  /** Whose rows the table shows; empty for all. */
  trace: string;
  /** Column of the table and direction. */
  sort: string;
  descending: boolean;
  /** Percent of a policy's greatest savings that the knee reaches. */
  knee: number;
  theme: "auto" | "light" | "dark";
}

const view: View = fromLink(location.hash);

function fromLink(hash: string): View {
  const asked = new URLSearchParams(hash.slice(1));
  const metric = asked.get("metric") ?? "";
  const theme = asked.get("theme");
  const knee = Number(asked.get("knee") ?? 90);
  return {
    scenario: scenarios.find((name) => name === asked.get("scenario")) ?? scenarios[0] ?? "",
    metric: page.metrics.some(({ name }) => name === metric) ? metric : page.metrics[0]!.name,
    hidden: new Set((asked.get("hide") ?? "").split(" ").filter(Boolean)),
    trace: traces.find((name) => name === asked.get("trace")) ?? "",
    sort: asked.get("sort") ?? "",
    descending: asked.get("order") === "descending",
    knee: knee > 0 && knee <= 100 ? knee : 90,
    theme: theme === "light" || theme === "dark" ? theme : "auto",
  };
}

/** Writes the view into the address and into the link, so that either can be passed on. */
function remember(): void {
  const asked = new URLSearchParams();
  if (scenarios.length > 1) asked.set("scenario", view.scenario);
  asked.set("metric", view.metric);
  if (view.hidden.size > 0) asked.set("hide", [...view.hidden].join(" "));
  if (view.trace) asked.set("trace", view.trace);
  if (view.sort) asked.set("sort", view.sort);
  if (view.descending) asked.set("order", "descending");
  asked.set("knee", String(view.knee));
  if (view.theme !== "auto") asked.set("theme", view.theme);
  byId<HTMLAnchorElement>("link").href = `#${asked}`;
  history.replaceState(null, "", `#${asked}`);
}

/** The scheme that the page is in now. */
function scheme(): "light" | "dark" {
  if (view.theme !== "auto") return view.theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function currentMetric(): PageMetric {
  return page.metrics.find(({ name }) => name === view.metric)!;
}

/** The points of the scenario looked at whose policy is shown. */
function shownPoints(): PagePoint[] {
  return page.points.filter(
    ({ scenario, policy }) => scenario === view.scenario && !view.hidden.has(policy),
  );
}
