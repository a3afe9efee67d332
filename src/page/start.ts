/** Puts the controls in and redraws when the reader changes something. */

function start(): void {
  const metric = byId<HTMLSelectElement>("metric");
  metric.append(
    ...page.metrics.map(({ name, label }) => element("option", label, { value: name })),
  );
  metric.value = view.metric;
  metric.addEventListener("change", () => {
    view.metric = metric.value;
    redraw();
  });

  const scenario = byId<HTMLSelectElement>("scenario");
  scenario.append(...scenarios.map((name) => element("option", name, { value: name })));
  scenario.value = view.scenario;
  scenario.addEventListener("change", () => {
    view.scenario = scenario.value;
    redraw();
  });

  const theme = byId<HTMLSelectElement>("theme");
  theme.value = view.theme;
  theme.addEventListener("change", () => {
    view.theme = theme.value as View["theme"];
    redraw();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  const trace = byId<HTMLSelectElement>("trace");
  trace.append(
    element("option", "all", { value: "" }),
    ...traces.map((name) => element("option", name, { value: name })),
  );
  trace.value = view.trace;
  trace.addEventListener("change", () => {
    view.trace = trace.value;
    drawTable();
    remember();
  });

  const knee = byId<HTMLInputElement>("knee");
  knee.value = String(view.knee);
  knee.addEventListener("input", () => {
    if (!knee.checkValidity() || knee.value === "") return;
    view.knee = Number(knee.value);
    drawKnees();
    remember();
  });

  byId("legend").append(...page.policies.map(legendEntry));
  byId("charts").append(
    ...traces.map((trace, i) => {
      const figure = element("figure");
      const chart = element("div", "", { id: `chart-${i}`, class: "chart", role: "img" });
      figure.append(element("figcaption", trace), chart);
      return figure;
    }),
  );
  redraw();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) void drawCharts();
    width = innerWidth;
  });
}

/** A switch of the legend: a line's sample and its name. */
function legendEntry({ name, color, dash, note }: PagePolicy): HTMLLabelElement {
  const label = element("label");
  const box = element("input", "", { type: "checkbox", value: name });
  box.checked = !view.hidden.has(name);
  box.addEventListener("change", () => {
    if (box.checked) view.hidden.delete(name);
    else view.hidden.add(name);
    redraw();
  });
  const line = element("span", "", { class: "line", "aria-hidden": "true" });
  line.style.setProperty("--light", color.light);
  line.style.setProperty("--dark", color.dark);
  line.style.borderTopStyle = dash === "" ? "solid" : dash.startsWith("1") ? "dotted" : "dashed";
  label.append(box, line, name);
  if (note) label.append(element("span", note, { class: "note" }));
  return label;
}

function redraw(): void {
  document.documentElement.dataset.scheme = scheme();
  const { label, unit } = currentMetric();
  byId("metric-name").textContent = `${label}, ${unit}`;
  byId("scenario-name").textContent = `Scenario ${view.scenario}`;
  byId("scenario-text").textContent = page.scenarios[view.scenario] ?? "";
  drawTable();
  drawKnees();
  remember();
  void drawCharts();
}

start();
