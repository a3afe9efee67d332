/** The page: one file, without a network, in which a sweep can be explored. */

import { compile, type TopLevelSpec } from "vega-lite";
import { type Metric, pointsOf } from "./curve.ts";
import type { ResultDocument } from "./document.ts";
import { confidence, FONT } from "./figure.ts";
import { toJson } from "./json.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { PAPER, PAPER_RANGE, panel } from "./panel.ts";
import { lineStyles, type Theme } from "./policy-style.ts";
import type { SweepDocument } from "./sweep-document.ts";

/** Texts of the scripts that go into the page, in their order: Vega, then our own. */
export type PageScripts = readonly string[];

const METRIC_LABELS: readonly [Metric, string, string, number][] = [
  ["latencySavingsRate", "latency savings", "%", 100],
  ["hitRatio", "hit ratio", "%", 100],
  ["byteHitRatio", "byte hit ratio", "%", 100],
  ["meanLatencySeconds", "mean latency", "s", 1],
  ["p99LatencySeconds", "99th percentile of latency", "s", 1],
  ["meanPullLatencySeconds", "mean latency of an image pull", "s", 1],
  ["pullLatencySavingsRate", "savings of image pulls", "%", 100],
  ["storeBytes", "bytes from the object store", "GB", 1e-9],
];

/**
 * The page as HTML text. `words`, HTML themselves, are about one trace of the reader's own: they stand
 * above what there is to explore, and the paper's range, which is about others, is left out.
 */
export function toHtml(document: SweepDocument, scripts: PageScripts, words = ""): string {
  const paper = words === "" ? PAPER_RANGE : [];
  const data = JSON.stringify({ ...pageData(document), paper }, (_, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? null : value,
  );
  const code = scripts.map(
    (script) => `<script>${script.replaceAll("</script", "<\\/script")}</script>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>pullsim: what a cache in the registry's memory saves</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>What a cache in the registry’s memory saves</h1>
<p>${provenance(document)}</p>
</header>
<main>
${words}
<form aria-label="what is shown">
<label>metric <select id="metric"></select></label>
<label>scenario <select id="scenario"></select></label>
<label>colours <select id="theme"><option>auto</option><option>light</option><option>dark</option></select></label>
<a id="link" href="#">link to this view</a>
<fieldset id="legend"><legend>policies</legend></fieldset>
</form>
<section aria-labelledby="metric-name">
<h2 id="metric-name"></h2>
<p class="note">Against the capacity of the cache. Bands are 95 % confidence, ${confidence(document)}${paper.length > 0 ? `; the green band is the paper’s ${paper.map((ratio) => (100 * ratio).toFixed(1)).join(" to ")} %` : ""}.</p>
<div id="charts"></div>
</section>
<section aria-labelledby="knees">
<h2 id="knees">How much memory is enough</h2>
<p><label>The smallest capacity that reaches <input id="knee" type="number" min="1" max="100" value="90"> % of a policy’s greatest savings:</label></p>
<div class="wide" tabindex="0" role="region" aria-labelledby="knees"><table><thead><tr id="knee-head"></tr></thead><tbody id="knee-body"></tbody></table></div>
</section>
<section aria-labelledby="numbers">
<h2 id="numbers">The numbers</h2>
<p><label>trace <select id="trace"></select></label></p>
<div class="wide tall" tabindex="0" role="region" aria-labelledby="numbers"><table><thead><tr id="table-head"></tr></thead><tbody id="table-body"></tbody></table></div>
</section>
<section aria-labelledby="made">
<h2 id="made">How it was made</h2>
<p>Made by <code>${escaped(document.command)}</code></p>
<details><summary id="scenario-name"></summary><pre id="scenario-text" tabindex="0"></pre></details>
</section>
</main>
<div id="tip" role="status" hidden></div>
<script type="application/json" id="data">${data.replaceAll("<", "\\u003c")}</script>
${code.join("\n")}
</body>
</html>
`;
}

function pageData({ results }: SweepDocument): object {
  const names = [...new Set(results.map(({ scenario }) => scenario.name))];
  const points = names.flatMap((scenario) =>
    pointsOf(results.filter((result) => result.scenario.name === scenario)).map(
      ({ capacityBytes, ...point }) => ({ scenario, ...point, capacity: capacityBytes }),
    ),
  );
  const drawn = [...new Set(points.map(({ policy }) => policy))];
  const [light, dark] = [lineStyles(drawn, "light"), lineStyles(drawn, "dark")];
  const policies = [...light.keys()];
  const capacities = [...new Set(points.map(({ capacity }) => capacity))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  // One trace has the page for itself.
  const alone = new Set(points.map(({ trace }) => trace)).size === 1;
  const size = alone ? { width: 620, height: 300 } : { width: 250, height: 170 };
  const spec = (theme: Theme): object => {
    const { spec: compiled } = compile({
      data: { name: "rows" },
      datasets: { rows: [], paper: [] },
      background: PAPER[theme].page,
      params: [
        { name: "low", value: 0 },
        { name: "high", value: 1 },
      ],
      autosize: { type: "fit-x", contains: "padding" },
      config: { font: `${FONT}, system-ui, sans-serif`, axis: { labelFontSize: 11 } },
      ...panel({
        ...{ theme, capacities, ...size, domain: "signals" },
        styles: theme === "light" ? light : dark,
        first: true,
        last: false,
      }),
    } as unknown as TopLevelSpec);
    return compiled;
  };
  return {
    metrics: METRIC_LABELS.map(([name, label, unit, factor]) => ({ name, label, unit, factor })),
    policies: policies.map((name) => ({
      name,
      color: { light: light.get(name)!.color, dark: dark.get(name)!.color },
      dash: light.get(name)!.dash.join(" "),
      note: light.get(name)!.note,
      bound: light.get(name)!.bound,
    })),
    points,
    scenarios: Object.fromEntries(results.map(({ scenario }) => [scenario.name, toJson(scenario)])),
    specs: { light: spec("light"), dark: spec("dark") },
  };
}

function provenance({ version, results, replications }: SweepDocument): string {
  const [first] = results;
  const seeds =
    replications > 1
      ? `seeds ${first?.seed} to ${(first?.seed ?? 0) + replications - 1}`
      : `seed ${first?.seed}`;
  const traces = new Map(results.map(({ trace }) => [trace.name, trace]));
  const requests = [...traces.values()]
    .reduce((sum, trace) => sum + trace.requests, 0)
    .toLocaleString("en-US");
  return `${requests} requests, fidelity ${first?.fidelity}, ${seeds}${warmUp(first)}, pullsim ${escaped(version)}.`;
}

/** Text as it may stand in an element. */
function warmUp(result: ResultDocument | undefined): string {
  const { warmUp: share = 0, warmUpSeconds: seconds = 0 } = result ?? {};
  if (seconds > 0) return `, the first ${seconds} s not measured`;
  return share > 0 ? `, the first ${100 * share} % not measured` : "";
}

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
