/**
 * Queueing theory, through the whole program: a trace of Poisson arrivals and a scenario file in,
 * latencies and the stations' own figures out. Tolerances are the confidence intervals of sixteen
 * replications; seeds are fixed.
 */

import { randomExponential } from "d3-random";
import { describe, expect, test } from "vitest";
import { halfWidth, meanOf } from "./metrics/confidence.ts";
import { PRESETS } from "./presets/catalog.ts";
import { stream } from "./random/stream.ts";
import type { Workload } from "./request.ts";
import { IDLE, replay, workloadOf } from "./testing/workload.ts";

const REPLICATIONS = 16;
const REQUESTS = 20_000;
/** Of each run: it starts empty, and the mean of the waiting times takes its time. */
const WARM_UP = 0.1;
const LOADS = [0.3, 0.7, 0.9];

/** Sizes with a squared coefficient of variation of 4 and a mean of 10 bytes: two exponentials. */
const BRANCHES = [
  { share: 0.2, mean: 10 / (2 * 0.2) },
  { share: 0.8, mean: 10 / (2 * 0.8) },
];
const MEAN_SIZE = 10;
/** Traces count whole bytes: so many to one of these, lest rounding matter. */
const SCALE = 1e6;
const secondMoment = BRANCHES.reduce((sum, { share, mean }) => sum + share * 2 * mean ** 2, 0);

/** Poisson arrivals at a rate of `load` in the mean service time of 10 s; every object only once. */
function poisson(load: number, seed: number): Workload {
  const gap = randomExponential.source(stream(seed, "arrivals"))(load / MEAN_SIZE);
  const draw = stream(seed, "branches");
  const unit = randomExponential.source(stream(seed, "sizes"))(1);
  let time = 0;
  return workloadOf(
    Array.from({ length: REQUESTS }, (_, object) => {
      time += gap();
      const { mean } = BRANCHES[draw() < BRANCHES[0]!.share ? 0 : 1]!;
      return { time, object, size: Math.ceil(mean * unit() * SCALE) };
    }),
  );
}

const traces = new Map(
  LOADS.map((load) => [load, Array.from({ length: REPLICATIONS }, (_, i) => poisson(load, i))]),
);

/** Mean latencies without a cache, one a replication. */
async function latencies(load: number, overrides: string[]): Promise<number[]> {
  const means: number[] = [];
  for (const [seed, workload] of traces.get(load)!.entries()) {
    const options = { policies: ["none"], seed, warmUp: WARM_UP };
    const [cell] = await replay(workload, IDLE, overrides, options);
    means.push(cell!.meanLatencySeconds);
  }
  return means;
}

/** Fails unless theory is within the 99.9 % interval, and unless that is narrow enough to mean it. */
function agree(means: readonly number[], theory: number): void {
  const width = halfWidth(means, 0.999);
  expect(width / theory).toBeLessThan(0.18);
  expect(Math.abs(meanOf(means) - theory)).toBeLessThan(width);
}

/** Probability that an arrival has to wait for one of c servers, offered load a = ρc (Erlang C). */
function erlangC(c: number, load: number): number {
  let term = 1;
  let below = 1;
  for (let k = 1; k < c; k++) {
    term *= (load * c) / k;
    below += term;
  }
  const all = (term * load * c) / c / (1 - load);
  return all / (below + all);
}

describe.each(LOADS)("at load %f", (load) => {
  const EXPONENTIAL = "{ model: exponential, mean: 10 s }";
  const BY_SIZE = `size / (${SCALE} B/s)`;
  const store = (latency: string, ...more: string[]) => [
    `objectStore.latency=${latency}`,
    "objectStore.servers=1",
    ...more,
  ];

  test("M/M/1: a latency of S / (1 − ρ)", async () => {
    agree(await latencies(load, store(EXPONENTIAL)), 10 / (1 - load));
  });

  test("M/M/3: Erlang C", async () => {
    const servers = store("{ model: exponential, mean: 30 s }", "objectStore.servers=3");
    agree(await latencies(load, servers), 30 + (erlangC(3, load) * 30) / (3 * (1 - load)));
  });

  test("M/D/1: half the waiting of M/M/1", async () => {
    agree(await latencies(load, store("10 s")), 10 + (load * 10) / (2 * (1 - load)));
  });

  test("M/G/1: Pollaczek and Khinchine", async () => {
    const waiting = ((load / MEAN_SIZE) * secondMoment) / (2 * (1 - load));
    agree(await latencies(load, store(BY_SIZE)), MEAN_SIZE + waiting);
  });

  test("M/G/1 processor sharing: only the mean size matters", async () => {
    const sharing = "objectStore.discipline=processor-sharing";
    agree(await latencies(load, store(BY_SIZE, sharing)), MEAN_SIZE / (1 - load));
    agree(await latencies(load, store("10 s", sharing)), MEAN_SIZE / (1 - load));
  });

  test("a shared link is M/G/1 processor sharing too", async () => {
    const link = ["registry.relay=store-and-forward", `objectStore.link=${SCALE}`];
    agree(await latencies(load, link), MEAN_SIZE / (1 - load));
  });

  test("a tandem of two M/M/1: the departures of one are Poisson arrivals at the other", async () => {
    const tandem = [`registry.latency=${EXPONENTIAL}`, "registry.servers=1"];
    agree(await latencies(load, [...tandem, ...store(EXPONENTIAL)]), (2 * 10) / (1 - load));
  });

  test("M/M/1 shortest first waits less than first come, first served", async () => {
    const fifo = await latencies(load, store(EXPONENTIAL));
    const shortest = await latencies(
      load,
      store(EXPONENTIAL, "objectStore.discipline=shortest-first"),
    );
    for (const [i, mean] of shortest.entries()) expect(mean).toBeLessThan(fifo[i]!);
  });

  test("the stations say what theory says: utilisation and queue", async () => {
    const utilisations: number[] = [];
    const queues: number[] = [];
    for (const workload of traces.get(load)!) {
      const [cell] = await replay(workload, IDLE, store("10 s"), { policies: ["none"] });
      const { utilisation, meanQueue } = cell!.stations.find(({ name }) => name === "objectStore")!;
      utilisations.push(utilisation);
      queues.push(meanQueue);
    }
    agree(utilisations, load);
    agree(queues, load ** 2 / (2 * (1 - load)));
  });
});

test.each(Object.entries(PRESETS))(
  "Little's law holds at every station of %s",
  async (_name, text) => {
    const gap = randomExponential.source(stream(1, "gaps"))(0.2);
    const draw = stream(1, "objects");
    let time = 0;
    const pulls = Array.from({ length: 4000 }, () => {
      time += gap();
      const object = Math.floor(400 * draw() ** 2);
      return { time, object, size: 1e4 + 5e4 * object, duration: 1, host: `h${object % 6}` };
    });
    const options = { policies: ["none", "lru"], capacities: [1e9] };
    for (const cell of await replay(workloadOf(pulls), text, [], options)) {
      expect(cell.stations.length).toBeGreaterThan(2);
      for (const station of cell.stations) {
        const { name, seconds, arrivals, meanQueue, meanBusy } = station;
        // Queue and busy servers are weighed by time, waiting and service are told one by one.
        const waiting = (arrivals / seconds) * station.meanWaitingSeconds;
        const service = (arrivals / seconds) * station.meanServiceSeconds;
        expect(Math.abs(meanQueue - waiting), `queue of ${name}`).toBeLessThan(1e-9);
        expect(Math.abs(meanBusy - service), `busy at ${name}`).toBeLessThan(1e-9);
      }
    }
  },
);

describe("a store that cannot keep up", () => {
  const [workload] = traces.get(0.9)!;
  const slow = ["objectStore.latency=12 s", "objectStore.servers=1"];

  test("is reported as saturated, since the moment its queue began to grow", async () => {
    const [cell] = await replay(workload!, IDLE, slow, { policies: ["none"] });
    const store = cell!.stations.find(({ name }) => name === "objectStore")!;
    const span = workload!.requests.arrival.at(-1)!;
    // At a load of 1.08 the queue has emptied for the last time in the first tenth.
    expect(store.saturatedSinceSeconds).toBeGreaterThanOrEqual(0);
    expect(store.saturatedSinceSeconds).toBeLessThan(span / 10);
  });

  test("is not reported where it keeps up", async () => {
    for (const load of LOADS) {
      for (const workload of traces.get(load)!) {
        const keepsUp = ["objectStore.latency=10 s", "objectStore.servers=1"];
        const [cell] = await replay(workload, IDLE, keepsUp, { policies: ["none"] });
        for (const station of cell!.stations) expect(station.saturatedSinceSeconds).toBeNaN();
      }
    }
  });

  test("ends the run when its queue would fill the memory, and measures nothing", async () => {
    const pulls = Array.from({ length: 300_000 }, (_, i) => ({ time: i, object: "a" }));
    const endless = ["objectStore.latency=1000 s", "objectStore.servers=1"];
    const [cell] = await replay(workloadOf(pulls), IDLE, endless, { policies: ["none"] });
    expect(cell!.abandoned).toBe(true);
    expect(cell!.meanLatencySeconds).toBeNaN();
    expect(cell!.latencySavingsRate).toBeNaN();
    const store = cell!.stations.find(({ name }) => name === "objectStore")!;
    expect(store.saturatedSinceSeconds).toBeLessThan(1001);
  });
});
