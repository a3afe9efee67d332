/** LRU at several capacities comes from one pass, and must say what separate runs say. */

import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { Workload } from "./request.ts";
import { replay, workloadOf } from "./testing/workload.ts";

const SCENARIO = `
loadBalancer: { servers: unlimited, latency: { model: exponential, mean: 2 ms } }
registry:
  servers: unlimited
  latency: { model: lognormal, median: 10 ms, sigma: 1 }
  memory: { model: uniform, least: 0.1 ms, greatest: 2 ms }
  link: 1 kB/s
  relay: store-and-forward
objectStore: { servers: unlimited, latency: { model: exponential, mean: 0.9 s }, link: 800 B/s }
`;

const workloads: fc.Arbitrary<Workload> = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
    fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.nat(40), fc.nat(2)), {
      minLength: 1,
      maxLength: 120,
    }),
  )
  .map(([sizes, requests]) => {
    let time = 0;
    return workloadOf(
      requests.map(([a, b, pause, client]) => {
        time += pause;
        const object = Math.min(a, b) % sizes.length;
        return { time, object, size: sizes[object]!, client: `c${client}`, host: `h${a % 3}` };
      }),
    );
  });

const capacity = fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constant(Number.POSITIVE_INFINITY));
const capacities = fc.array(capacity, { minLength: 2, maxLength: 9 });

test.prop(
  [workloads, capacities, fc.constantFrom(0, 0.3), fc.constantFrom([], ["registry.hosts=3"])],
  {
    numRuns: 12,
  },
)("the cells of one pass are those of separate runs", async (workload, limits, warmUp, set) => {
  const options = { fidelity: "fast", warmUp } as const;
  const together = await replay(workload, SCENARIO, set, { ...options, capacities: limits });
  const apart = [];
  for (const capacity of limits) {
    apart.push(...(await replay(workload, SCENARIO, set, { ...options, capacities: [capacity] })));
  }
  expect(together).toEqual(apart);
});

test("over many batches, too", async () => {
  const workload = workloadOf(
    Array.from({ length: 10_000 }, (_, i) => ({
      time: i,
      object: (i * i * i) % 997,
      size: 1 + ((i * i * i) % 997),
    })),
  );
  const options = { fidelity: "fast", warmUp: 0.5 } as const;
  const limits = [500, 20_000, 100_000];
  const together = await replay(workload, SCENARIO, [], { ...options, capacities: limits });
  const apart = limits.map((capacity) =>
    replay(workload, SCENARIO, [], { ...options, capacities: [capacity] }),
  );
  expect(together).toEqual((await Promise.all(apart)).flat());
});

test.each([
  ["a cache a host", ["registry.hosts=2", "registry.cache=replicated"]],
  [
    "a memory of the object store",
    ["objectStore.memory.capacity=50", "objectStore.disks=1", "objectStore.disk.bandwidth=90 B/s"],
  ],
])("with %s each capacity is replayed for itself", async (_, set) => {
  const workload = workloadOf(
    Array.from({ length: 200 }, (_, i) => ({
      time: i,
      object: (i * i) % 23,
      size: 1 + ((i * i) % 23),
      host: `h${i % 2}`,
    })),
  );
  const options = { fidelity: "fast" } as const;
  const together = await replay(workload, SCENARIO, set, { ...options, capacities: [40, 90] });
  const apart = [40, 90].map((capacity) =>
    replay(workload, SCENARIO, set, { ...options, capacities: [capacity] }),
  );
  expect(together).toEqual((await Promise.all(apart)).flat());
});
