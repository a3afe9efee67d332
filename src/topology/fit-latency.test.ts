import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ksDistance } from "../metrics/goodness.ts";
import { stream } from "../random/stream.ts";
import type { FitReport } from "../report/fit-report.ts";
import { parseScenario } from "../scenario.ts";
import { pullsimSync } from "../testing/pullsim.ts";
import { sharedData } from "../testing/shared-data.ts";
import { type Pull, replay, workloadOf } from "../testing/workload.ts";
import { fitLatency } from "./fit-latency.ts";
import { fittedScenario } from "./fitted-scenario.ts";
import { type LatencySpec, latenciesOf } from "./latency.ts";

/** Durations drawn from a known model over sizes from bytes to 100 MB. */
function drawnFrom(latency: LatencySpec, count: number) {
  const draw = stream(1, "sizes");
  const pulls: Pull[] = Array.from({ length: count }, (_, object) => ({
    time: 100 * object,
    object,
    size: Math.ceil(10 ** (1 + 7 * draw())),
  }));
  const workload = workloadOf(pulls);
  workload.requests.duration.set(latenciesOf(latency, workload, 7, "truth"));
  return workload;
}

test("finds the overhead, its spread and the rate that durations were made with", () => {
  const truth = { model: "lognormal", median: 0.9, sigma: 0.2, bandwidth: 2e6 } as const;
  const { overhead, sigma, bandwidth } = fitLatency(drawnFrom(truth, 5000));
  // 2900 small objects: the median is known to 0.5 %, sigma to 1.3 %.
  expect(Math.abs(overhead / 0.9 - 1)).toBeLessThan(0.02);
  expect(Math.abs(sigma / 0.2 - 1)).toBeLessThan(0.06);
  expect(Math.abs(bandwidth / 2e6 - 1)).toBeLessThan(0.01);
});

test("the empirical model follows durations that no line and no lognormal does", () => {
  // Half of the requests take five times as long as the others.
  const workload = drawnFrom(
    {
      model: "sum",
      of: [
        { model: "affine", base: 0.5, bandwidth: 1e6 },
        {
          model: "empirical",
          base: 2,
          bandwidth: Number.POSITIVE_INFINITY,
          classes: [{ upTo: Number.POSITIVE_INFINITY, quantiles: [0, 0, 1, 1] }],
        },
      ],
    },
    4000,
  );
  const { empirical, lognormal } = fitLatency(workload);
  const recorded = workload.requests.duration.slice().sort();
  const distance = (spec: typeof empirical | typeof lognormal): number => {
    return ksDistance(recorded, latenciesOf(spec, workload, 1, "draws").sort());
  };
  expect(distance(empirical)).toBeLessThan(0.05);
  expect(distance(lognormal)).toBeGreaterThan(2 * distance(empirical));
});

test.each([
  ["a single request", 1],
  ["a handful", 5],
])("fits %s without inventing a rate", async (_what, count) => {
  const workload = workloadOf(
    Array.from({ length: count }, (_, i) => ({ time: 9 * i, object: i, size: 5, duration: 2 })),
  );
  const fit = fitLatency(workload);
  expect(fit.bandwidth).toBe(Number.POSITIVE_INFINITY);
  for (const rateOf of ["store", "clients"] as const) {
    const text = fittedScenario("few", "few", fit, "empirical", rateOf);
    const [cell] = await replay(workload, text, [], { policies: ["none"] });
    expect(cell!.meanLatencySeconds).toBeCloseTo(2, 5);
  }
});

test("a hit is spared store and rate, or the overhead only where the rate is the clients' own", async () => {
  const size = 20e6;
  const pulls = Array.from({ length: 40 }, (_, i) => ({
    ...{ time: 100 * i, object: i % 2, size: i % 2 === 0 ? 1e3 : size },
    duration: i % 2 === 0 ? 0.5 : 10.5,
  }));
  const workload = workloadOf(pulls);
  const fit = fitLatency(workload);
  expect(fit.bandwidth).toBeCloseTo(2e6, 3);
  const meanOf = async (rateOf: "store" | "clients") => {
    const text = fittedScenario("f", "t", fit, "lognormal", rateOf);
    const cells = await replay(workload, text, [], {
      ...{ policies: ["none", "infinite"], capacities: [Number.POSITIVE_INFINITY] },
    });
    return cells.map((cell) => cell.meanLatencySeconds);
  };
  const [none, all] = await meanOf("store");
  expect(none).toBeCloseTo((0.5 + 1e3 / 2e6 + 10.5) / 2, 4);
  // 19 of 20 requests for each object are hits.
  expect(all).toBeCloseTo((none! + 19 * (0.003 + (1e3 + size) / 117e6 / 2)) / 20, 4);
  const [slow, spared] = await meanOf("clients");
  expect(slow).toBeCloseTo(none!, 4);
  expect(spared).toBeCloseTo((none! + 19 * (0.003 + (1e3 + size) / 2e6 / 2)) / 20, 4);
});

test("where responses were quicker than a hit is assumed to be, a hit is as quick as those", () => {
  const quick = workloadOf(
    Array.from({ length: 200 }, (_, i) => ({
      ...{ time: i, object: i % 2, size: i % 2 === 0 ? 1e3 : 50e6 },
      duration: i % 2 === 0 ? 0.0004 : 0.1,
    })),
  );
  expect(fitLatency(quick).hit).toEqual({ base: 0.0004, bandwidth: 500e6 });
  const slow = drawnFrom({ model: "affine", base: 0.9, bandwidth: 2e6 }, 500);
  expect(fitLatency(slow).hit).toEqual({ base: 0.003, bandwidth: 117e6 });
});

test("a fitted scenario is one that can be read again", async () => {
  const truth = { model: "lognormal", median: 0.9, sigma: 0.2, bandwidth: 2e6 } as const;
  const fit = fitLatency(drawnFrom(truth, 500));
  for (const model of ["empirical", "lognormal"] as const) {
    for (const rateOf of ["store", "clients"] as const) {
      const text = fittedScenario("f", "t", fit, model, rateOf);
      const { objectStore } = await parseScenario("fitted", text);
      expect(objectStore.latency.model).toBe(model);
    }
  }
});

const real = sharedData("real-traces/ibm-docker-registry/dal09");

test.skipIf(!real)(
  "fitted to the real records, a run has their quantiles within 10 %",
  async () => {
    const file = join(tmpdir(), `pullsim-fit-${process.pid}.yaml`);
    const { stdout, code } = pullsimSync(["fit", real!, "--json", "--out", file]);
    expect(code).toBe(0);
    const { shares, recorded, models }: FitReport = JSON.parse(stdout);
    const { quantiles, ks } = models.find(({ model }) => model === "empirical")!;
    expect([shares[0], shares.at(-1)]).toEqual([0.1, 0.99]);
    for (const [i, value] of quantiles.entries()) {
      expect(Math.abs(value / recorded[i]! - 1)).toBeLessThan(0.1);
    }
    // 666 against 666: at the 5 % level two samples of one distribution differ by up to 0.075.
    expect(ks).toBeLessThan(0.075);
    // And so has a whole run with the file.
    const run = pullsimSync(["run", real!, "--scenario", file, "--policy", "none", "--json"]);
    rmSync(file);
    const [cell] = JSON.parse(run.stdout).cells;
    const at = (share: number) => recorded[shares.indexOf(share)]!;
    expect(Math.abs(cell.p50LatencySeconds / at(0.5) - 1)).toBeLessThan(0.1);
    expect(Math.abs(cell.p95LatencySeconds / at(0.95) - 1)).toBeLessThan(0.1);
    expect(Math.abs(cell.p99LatencySeconds / at(0.99) - 1)).toBeLessThan(0.1);
  },
);
