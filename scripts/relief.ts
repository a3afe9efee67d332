/**
 * Makes docs/relief.svg and the table beside it in docs/model.md: what a cache saves as the store's
 * one disk is loaded, against its byte hit ratio. The same requests every time, only faster.
 */

import { writeFileSync } from "node:fs";
import { randomExponential } from "d3-random";
import {
  type Cell,
  parsePolicy,
  parseScenario,
  preset,
  simulateWorkload,
  stream,
  type Workload,
} from "pullsim";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

const SEED = 1;
const REQUESTS = 60_000;
const OBJECTS = 3000;
const ZIPF = 0.9;
const CAPACITY = 1e9;
const LOADS = [0.05, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95];
const FILE = "docs/relief.svg";

/** Independent requests, Poisson in time at one a second; sizes independent of popularity. */
function requests(): Workload {
  const size = stream(SEED, "sizes");
  const sizes = Float64Array.from({ length: OBJECTS }, () => Math.ceil(1e7 * size()));
  const weights = sizes.map((_, rank) => (rank + 1) ** -ZIPF);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const cumulative = new Float64Array(OBJECTS);
  weights.reduce((below, weight, rank) => {
    cumulative[rank] = below + weight / total;
    return cumulative[rank];
  }, 0);
  const draw = stream(SEED, "objects");
  const gap = randomExponential.source(stream(SEED, "gaps"))(1);
  const object = new Uint32Array(REQUESTS);
  const arrival = new Float64Array(REQUESTS);
  let time = 0;
  for (let i = 0; i < REQUESTS; i++) {
    time += gap();
    arrival[i] = time;
    const share = draw();
    object[i] = Math.max(
      0,
      cumulative.findIndex((below) => share < below),
    );
  }
  const none = new Uint32Array(REQUESTS);
  const duration = new Float64Array(REQUESTS);
  const columns = { arrival, object, duration, client: none, repository: none, host: none };
  return { name: "independent", requests: { count: REQUESTS, ...columns }, sizes };
}

const scenario = await parseScenario("paper-testbed", preset("paper-testbed"), [
  "objectStore.memory.capacity=0 B",
]);
const policies = [await parsePolicy("none"), await parsePolicy("lru")];
const workload = requests();

/** Both cells when requests come `pace` times as fast as one a second. */
function at(pace: number): [none: Cell, lru: Cell] {
  const arrival = workload.requests.arrival.map((time) => time / pace);
  const faster = { ...workload, requests: { ...workload.requests, arrival } };
  const options = { policies, capacities: [CAPACITY], fidelity: "full", warmUp: 0.1, seed: SEED };
  return simulateWorkload(faster, scenario, options as Parameters<typeof simulateWorkload>[2]) as [
    Cell,
    Cell,
  ];
}

function disk(cell: Cell): Cell["stations"][number] {
  return cell.stations.find(({ name }) => name === "objectStore.disk")!;
}

// One request at a time tells how long the disk takes for one.
const service = disk(at(0.01)[0]).meanServiceSeconds;
const points: { load: number; figure: string; percent: number }[] = [];
console.log("| load of the disk | mean latency, none | lru | byte hit ratio | savings rate |");
console.log("| ---: | ---: | ---: | ---: | ---: |");
for (const load of LOADS) {
  const [none, lru] = at(load / service);
  const percent = (ratio: number): string => `${(100 * ratio).toFixed(1)} %`;
  const seconds = (cell: Cell): string => `${cell.meanLatencySeconds.toFixed(3)} s`;
  const cells = [seconds(none), seconds(lru), percent(lru.byteHitRatio)];
  console.log(
    `| ${disk(none).utilisation.toFixed(2)} | ${cells.join(" | ")} | ${percent(lru.latencySavingsRate)} |`,
  );
  points.push(
    { load, figure: "savings rate", percent: 100 * lru.latencySavingsRate },
    { load, figure: "byte hit ratio", percent: 100 * lru.byteHitRatio },
  );
}

const figure = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  description:
    "Savings rate and byte hit ratio of LRU at 1 GB against the load of the store's disk",
  background: "white",
  width: 360,
  height: 220,
  data: { values: points },
  mark: { type: "line", point: true },
  encoding: {
    x: { field: "load", type: "quantitative", title: "load of the disk without a cache" },
    y: { field: "percent", type: "quantitative", title: "%", scale: { domain: [0, 100] } },
    color: { field: "figure", type: "nominal", title: null },
  },
};
const { spec } = compile(figure as unknown as TopLevelSpec);
const view = new vega.View(vega.parse(spec), { renderer: "none" });
writeFileSync(FILE, `${await view.toSVG()}\n`);
