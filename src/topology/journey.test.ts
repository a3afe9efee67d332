import fc from "fast-check";
import { expect, test } from "vitest";
import { IDLE, type Pull, replay, workloadOf } from "../testing/workload.ts";

/** Mean latency of each policy at an unlimited capacity. */
async function means(pulls: readonly Pull[], overrides: string[], policies = ["none", "lru"]) {
  const cells = await replay(workloadOf(pulls), IDLE, overrides, { policies });
  return cells.map((cell) => cell.meanLatencySeconds);
}

test("a request takes the sum of its legs", async () => {
  const legs = ["loadBalancer.latency=1", "registry.latency=2", "objectStore.latency=4"];
  const hit = ["registry.memory=8", "registry.link=10"];
  const pulls = [
    { time: 0, object: "a", size: 160 },
    { time: 100, object: "a", size: 160 },
  ];
  // Fetched: 1 + 2 + 4. Hit: 1 + 2 + 8 + 160/10.
  expect(await means(pulls, [...legs, ...hit])).toEqual([7, (7 + 27) / 2]);
});

test("a delayed hit waits for the fetch under way, then is served from memory", async () => {
  const pulls = [
    { time: 0, object: "a" },
    { time: 3, object: "a" },
  ];
  const [, lru] = await replay(
    workloadOf(pulls),
    IDLE,
    ["objectStore.latency=10", "registry.memory=1"],
    { policies: ["none", "lru"] },
  );
  // The first takes 10; the second waits for 7 and reads for 1.
  expect(lru).toMatchObject({ hits: 0, delayedHits: 1, storeRequests: 1, meanLatencySeconds: 9 });
});

test("without coalescing a request fetches what is being fetched already", async () => {
  const pulls = [0, 3, 12].map((time) => ({ time, object: "a" }));
  const overrides = ["objectStore.latency=10", "registry.coalesce=false"];
  const [lru] = await replay(workloadOf(pulls), IDLE, overrides);
  // Fetched from 0 to 10 and from 3 to 13; the third finds it in memory.
  expect(lru).toMatchObject({ hits: 1, delayedHits: 0, storeRequests: 2, admissions: 1 });
  expect(lru!.meanLatencySeconds).toBeCloseTo(20 / 3, 9);
});

test("without a cache every request fetches, whatever is under way", async () => {
  const pulls = [
    { time: 0, object: "a" },
    { time: 3, object: "a" },
  ];
  expect(await means(pulls, ["objectStore.latency=10"], ["none"])).toEqual([10]);
});

test("cut-through: the client has the last byte when both links have carried the object", async () => {
  const links = ["objectStore.link=10", "registry.link=4"];
  expect(
    await means(
      [{ time: 0, object: "a", size: 40 }],
      [...links, "registry.relay=cut-through"],
      ["none"],
    ),
  ).toEqual([10]);
  expect(
    await means(
      [{ time: 0, object: "a", size: 40 }],
      [...links, "registry.relay=store-and-forward"],
      ["none"],
    ),
  ).toEqual([14]);
});

test("redirected: the client fetches from the store, past the registry's link", async () => {
  const pulls = [
    { time: 0, object: "a", size: 40 },
    { time: 100, object: "a", size: 40 },
  ];
  const path = ["registry.misses=redirected", "registry.redirect=1", "objectStore.link=10"];
  // Missed: redirect 1 + 40/10. Hit: 40/2 over the registry's own link.
  expect(await means(pulls, [...path, "registry.link=2"])).toEqual([5, (5 + 20) / 2]);
});

test("redirected: what the registry keeps it fetches for itself, which loads the store", async () => {
  const pulls = [{ time: 0, object: "a", size: 40 }];
  const path = ["registry.misses=redirected", "objectStore.link=10", "objectStore.latency=1"];
  const [none, lru] = await replay(workloadOf(pulls), IDLE, path, { policies: ["none", "lru"] });
  const store = (cell: typeof none) => cell!.stations.find(({ name }) => name === "objectStore");
  expect([store(none)!.arrivals, store(lru)!.arrivals]).toEqual([1, 2]);
  expect(lru!.meanLatencySeconds).toBe(5);
});

test("redirected: nobody waits for the fetch of another", async () => {
  const pulls = [0, 1, 2].map((time) => ({ time, object: "a" }));
  const path = ["registry.misses=redirected", "objectStore.latency=10"];
  const [cell] = await replay(workloadOf(pulls), IDLE, path);
  expect(cell).toMatchObject({ delayedHits: 0, storeRequests: 3, meanLatencySeconds: 10 });
});

test("a disk has a queue of its own, and an object is always on the same disk", async () => {
  // Three objects at once, 2 s of seek, 1 s of rotation, 1 s of transfer each.
  const pulls = ["a", "b", "c"].map((object) => ({ time: 0, object, size: 5 }));
  const disk = [
    "objectStore.disk.seek=2",
    "objectStore.disk.rotation=1",
    "objectStore.disk.bandwidth=5",
  ];
  expect(await means(pulls, ["objectStore.disks=1", ...disk], ["none"])).toEqual([
    (4 + 8 + 12) / 3,
  ]);
  expect(await means(pulls, ["objectStore.disks=3", ...disk], ["none"])).toEqual([4]);
});

test("the store's memory spares its disks", async () => {
  const pulls = [
    { time: 0, object: "a", size: 5 },
    { time: 100, object: "a", size: 5 },
  ];
  const store = [
    "objectStore.disks=1",
    "objectStore.disk.seek=4",
    "objectStore.memory.capacity=10",
    "objectStore.memory.latency=1",
  ];
  expect(await means(pulls, store, ["none"])).toEqual([(4 + 1) / 2]);
});

test("one cache a host forgets what another host has", async () => {
  const pulls = ["h1", "h2", "h1"].map((host, i) => ({ time: 100 * i, object: "a", host }));
  const hits = async (...overrides: string[]) =>
    (await replay(workloadOf(pulls), IDLE, ["registry.hosts=2", ...overrides]))[0]!.hits;
  expect(await hits("registry.cache=shared")).toBe(2);
  expect(await hits("registry.cache=replicated")).toBe(1);
  expect(await hits("registry.cache=replicated", "loadBalancer.pick=consistent-hash")).toBe(2);
  expect(await hits("registry.cache=replicated", "loadBalancer.pick=round-robin")).toBe(1);
});

test("split caches have their part of the capacity each", async () => {
  const pulls = [0, 1].map((i) => ({ time: 100 * i, object: "a", size: 60 }));
  const hits = async (cache: string) =>
    (
      await replay(workloadOf(pulls), IDLE, ["registry.hosts=2", `registry.cache=${cache}`], {
        capacities: [100],
      })
    )[0]!.hits;
  expect([await hits("replicated"), await hits("split")]).toEqual([1, 0]);
});

test("least-loaded picks an idle host rather than the busy one whose turn it is", async () => {
  // The first is busy for 100 s at one host; the second for 1 s at the other, which has it again.
  const pulls = [100, 1, 1].map((size, i) => ({ time: 5 * i, object: i, size }));
  const hosts = ["registry.hosts=2", "registry.servers=1", "registry.latency=size / (1 B/s)"];
  const pick = (name: string) => means(pulls, [...hosts, `loadBalancer.pick=${name}`], ["none"]);
  expect(await pick("least-loaded")).toEqual([(100 + 1 + 1) / 3]);
  expect(await pick("round-robin")).toEqual([(100 + 1 + 91) / 3]);
});

const pulls = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 20 }),
    object: fc.integer({ min: 0, max: 12 }),
    host: fc.constantFrom("h1", "h2", "h3"),
  }),
  { minLength: 1, maxLength: 120 },
);
const size = (object: number) => 1 + ((object * 37) % 50);
const topologies = fc.record({
  relay: fc.constantFrom("end-to-end", "cut-through", "store-and-forward"),
  misses: fc.constantFrom("proxied", "redirected"),
  coalesce: fc.boolean(),
  cache: fc.constantFrom("shared", "split", "replicated"),
  pick: fc.constantFrom("trace-host", "round-robin", "least-loaded", "consistent-hash"),
  dedup: fc.constantFrom("inclusive", "exclusive", "reverse"),
  disks: fc.constantFrom(0, 2),
  memory: fc.constantFrom(0, 90),
});

function overridesOf(topology: typeof topologies extends fc.Arbitrary<infer T> ? T : never) {
  return [
    ...(["relay", "misses", "coalesce", "cache"] as const).map(
      (key) => `registry.${key}=${topology[key]}`,
    ),
    `loadBalancer.pick=${topology.pick}`,
    `objectStore.memory={ capacity: ${topology.memory}, latency: 0.5, dedup: ${topology.dedup} }`,
    `objectStore.disks=${topology.disks}`,
    "objectStore.disk={ seek: { model: exponential, mean: 1 }, rotation: 0.5, bandwidth: 20 }",
    "objectStore.latency={ model: lognormal, median: 1, sigma: 0.5, bandwidth: 30 }",
    "registry.memory=0.1 s + size / (200 B/s)",
    "registry.hosts=3",
    "registry.link=40",
    "registry.clientRate=30",
    "registry.redirect=0.25",
    "objectStore.link=25",
  ];
}

test("every request is a hit, a delayed hit or a fetch, and is served once", async () => {
  await fc.assert(
    fc.asyncProperty(pulls, topologies, async (steps, topology) => {
      let time = 0;
      const workload = workloadOf(
        steps.flatMap(({ gap, object, host }, i) => {
          time += gap / 10;
          // Four requests to a pull, whose clients take turns, with a manifest before.
          const client = `c${Math.floor(i / 4) % 3}`;
          const manifest = i % 4 === 0 ? [{ time, client, host }] : [];
          return [...manifest, { time, object, host, client, size: size(object) }];
        }),
      );
      const contended = ["registry.servers=1", "registry.latency=0.2", "objectStore.servers=2"];
      const ahead = ["prefetch+lru", "prefetch:variant=lcpa,retention=2+r-cache"];
      for (const policies of [["none"], ["lru"], ["r-cache"], ahead]) {
        const cells = await replay(workload, IDLE, [...overridesOf(topology), ...contended], {
          capacities: [100],
          policies,
        });
        for (const cell of cells) {
          expect(cell.requests).toBe(steps.length);
          const { hits, delayedHits, storeRequests, prefetches = 0 } = cell;
          expect(hits + delayedHits + storeRequests - prefetches).toBe(steps.length);
          expect(cell.wastedPrefetches ?? 0).toBeLessThanOrEqual(prefetches);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("a fetch in flight is never started twice", async () => {
  await fc.assert(
    fc.asyncProperty(pulls, async (steps) => {
      let time = 0;
      const workload = workloadOf(
        steps.map(({ gap, object }) => {
          time += gap / 10;
          return { time, object, size: size(object) };
        }),
      );
      // Nothing is ever forgotten, so each object is fetched once, however slow the store.
      const [cell] = await replay(workload, IDLE, [
        "objectStore.latency=3",
        "objectStore.servers=1",
      ]);
      expect(cell!.storeRequests).toBe(workload.sizes.length);
    }),
  );
});

test("near zero load, full and fast agree to 1e-9 in latency, and in hits", async () => {
  await fc.assert(
    fc.asyncProperty(pulls, topologies, async (steps, topology) => {
      // A minute apart: everything has ended long before anything comes.
      const workload = workloadOf(
        steps.map(({ object, host }, i) => ({ time: 60 * i, object, host, size: size(object) })),
      );
      const run = (fidelity: "full" | "fast") =>
        replay(workload, IDLE, overridesOf(topology), {
          fidelity,
          capacities: [100],
          policies: ["none", "lru", "r-cache"],
        });
      const full = await run("full");
      for (const [i, fast] of (await run("fast")).entries()) {
        const { hits, delayedHits, storeRequests, meanLatencySeconds } = full[i]!;
        expect({ hits, delayedHits, storeRequests }).toEqual({
          hits: fast.hits,
          delayedHits: 0,
          storeRequests: fast.storeRequests,
        });
        expect(Math.abs(meanLatencySeconds - fast.meanLatencySeconds)).toBeLessThan(1e-9);
      }
    }),
    { numRuns: 60 },
  );
});
