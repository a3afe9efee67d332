import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IDLE, type Pull, replay, workloadOf } from "../testing/workload.ts";

/** Client x pulls a and b of repository r; then c and d of s push them out of a cache for two. */
const FIRST: readonly Pull[] = [
  { time: 0, client: "x" },
  { time: 1, object: "a", client: "x" },
  { time: 2, object: "b", client: "x" },
  { time: 13, object: "c", client: "x", repository: "s" },
  { time: 24, object: "d", client: "x", repository: "s" },
];

async function cell(
  pulls: readonly Pull[],
  policy: string,
  overrides: string[] = [],
  options: Parameters<typeof replay>[3] = {},
) {
  const settings = { capacities: [20], fidelity: "fast", ...options, policies: [policy] } as const;
  const workload = workloadOf(pulls.map((pull) => ({ size: 10, ...pull })));
  return (await replay(workload, IDLE, overrides, settings))[0]!;
}

describe("on a manifest", () => {
  const manifest = { time: 100, client: "y" };
  const pulled = [
    { time: 101, object: "a", client: "y" },
    { time: 102, object: "b", client: "y" },
  ];

  test("what the repository is known to have is fetched, and hit", async () => {
    expect(await cell([...FIRST, manifest, ...pulled], "lru")).toMatchObject({
      hits: 0,
      storeRequests: 6,
    });
    expect(await cell([...FIRST, manifest, ...pulled], "prefetch+lru")).toMatchObject({
      hits: 2,
      storeRequests: 6,
      storeBytes: 60,
      prefetches: 2,
      prefetchBytes: 20,
      wastedPrefetches: 0,
      admissions: 6,
      evictions: 4,
    });
  });

  test("a client that never pulls wastes it all, once", async () => {
    // After each poll others push out what was fetched for it: c and d are missed once more, then hit.
    const polls = [100, 200, 300].flatMap((time) => [
      { time, client: "y" },
      ...["c", "d"].map((object) => ({ time: time + 10, object, client: "x", repository: "s" })),
    ]);
    expect(await cell([...FIRST, ...polls], "prefetch+lru")).toMatchObject({
      hits: 4,
      storeRequests: 8,
      prefetches: 2,
      wastedPrefetches: 2,
      wastedPrefetchBytes: 20,
    });
  });

  test("a client is not brought what it has had", async () => {
    const again = { time: 100, client: "x" };
    const end = { time: 400, object: "e", client: "y", repository: "t" };
    expect(await cell([...FIRST, again, end], "prefetch+lru")).toMatchObject({ prefetches: 0 });
  });

  test("what was asked for longer ago than the look-up time is forgotten", async () => {
    const late = [manifest, ...pulled].map((pull) => ({ ...pull, time: pull.time + 501.5 }));
    // a was asked for 600.5 s before, b 599.5 s.
    expect(await cell([...FIRST, ...late], "prefetch+lru")).toMatchObject({
      prefetches: 1,
      hits: 1,
    });
    expect(await cell([...FIRST, ...late], "prefetch:look-up=1hour+lru")).toMatchObject({
      prefetches: 2,
      hits: 2,
    });
  });

  test("what nobody asks for within the retention goes, and is wasted", async () => {
    const late = pulled.map((pull) => ({ ...pull, time: pull.time + 599.5 }));
    // At 700.5 s a has stayed for 600.5 s and is gone; both go at the same time.
    expect(await cell([...FIRST, manifest, ...late], "prefetch+lru")).toMatchObject({
      hits: 0,
      prefetches: 2,
      wastedPrefetches: 2,
      storeRequests: 8,
    });
    const longer = await cell([...FIRST, manifest, ...late], "prefetch:retention=602+lru");
    expect(longer).toMatchObject({ hits: 2, wastedPrefetches: 0 });
  });

  test("what the cache turns away is wasted", async () => {
    const fetched = await cell([...FIRST, manifest, ...pulled], "prefetch+second-hit:count=3+lru");
    expect(fetched).toMatchObject({ hits: 0, prefetches: 2, wastedPrefetches: 2, rejections: 8 });
  });

  test("what is fetched before the warm-up's end is not counted", async () => {
    const all = [...FIRST, manifest, ...pulled];
    const measured = await cell(all, "prefetch+lru", [], { warmUp: 5 / 6 });
    expect(measured).toMatchObject({ requests: 1, hits: 1, storeRequests: 0, prefetches: 0 });
  });

  test("it takes the time of a fetch, and a request that comes meanwhile is a delayed hit", async () => {
    const all = [...FIRST, manifest, ...pulled];
    const full = await cell(all, "prefetch+lru", ["objectStore.latency=10"], { fidelity: "full" });
    // Fetched ahead from 100 to 110 s: the two wait for 9 and 8 s; the first four take 10 s.
    expect(full).toMatchObject({ hits: 0, delayedHits: 2, storeRequests: 6, wastedPrefetches: 0 });
    expect(full.meanLatencySeconds).toBeCloseTo((40 + 9 + 8) / 6, 9);
  });

  test("it stands in the store's queue, and whoever comes behind it waits", async () => {
    const other = { time: 101, object: "e", client: "z", repository: "t" };
    const overrides = ["objectStore.latency=10", "objectStore.servers=1"];
    const full = await cell([...FIRST, manifest, other], "prefetch+lru", overrides, {
      fidelity: "full",
    });
    // a to d are served one after the other until 11, 21, 31 and 41 s; e behind both fetches ahead.
    const ends = [11, 21, 31, 41, 130];
    const sent = [1, 2, 13, 24, 101];
    const latencies = ends.map((end, i) => end - sent[i]!);
    expect(full.meanLatencySeconds).toBeCloseTo(latencies.reduce((a, b) => a + b) / 5, 9);
    expect(full.stations.find(({ name }) => name === "objectStore")).toMatchObject({ arrivals: 7 });
  });

  test.each(["cut-through", "store-and-forward"])(
    "%s: it loads the store's link alone",
    async (relay) => {
      const overrides = [`registry.relay=${relay}`, "registry.link=1", "objectStore.link=1"];
      const end = { time: 400, object: "e", client: "y", repository: "t" };
      const full = await cell([...FIRST, manifest, end], "prefetch+lru", overrides, {
        fidelity: "full",
      });
      const arrivals = (link: string) => full.stations.find(({ name }) => name === link)!.arrivals;
      expect(["objectStore.link", "registry.link"].map(arrivals)).toEqual([7, 5]);
    },
  );

  test("a client that is redirected waits for nobody", async () => {
    const overrides = ["objectStore.latency=10", "registry.misses=redirected"];
    const full = await cell([...FIRST, manifest, ...pulled], "prefetch+lru", overrides, {
      fidelity: "full",
    });
    expect(full).toMatchObject({ delayedHits: 0, hits: 0, prefetches: 2, storeRequests: 8 });
  });
});

describe("on the second miss of a pull", () => {
  const pull = (start: number, client: string, objects: string) =>
    [...objects].map((object, i) => ({ time: start + i, object, client }));
  const manifest = { time: 99, client: "y" };
  /** Fills the cache, and has nothing to do with anybody. */
  const others = pull(80, "w", "ef");

  test("what goes with the missed layer is fetched", async () => {
    const all = [...pull(0, "x", "abcd"), ...others, manifest, ...pull(100, "y", "abcd")];
    // The second miss, of b, has c and d fetched.
    expect(await cell(all, "prefetch:variant=lcpa+lru")).toMatchObject({
      hits: 2,
      prefetches: 2,
      wastedPrefetches: 0,
      storeRequests: 10,
    });
  });

  test("manifests and first misses fetch nothing", async () => {
    const all = [...pull(0, "x", "abcd"), ...others, manifest, ...pull(100, "y", "a")];
    expect(await cell(all, "prefetch:variant=lcpa+lru")).toMatchObject({ hits: 0, prefetches: 0 });
  });

  test("what is in too few of the layer's past pulls is not fetched", async () => {
    const past = [...pull(0, "x", "abc"), ...pull(50, "z", "abd")];
    const all = [...past, ...others, manifest, ...pull(100, "y", "abd")];
    const prefetches = async (settings: string) =>
      (await cell(all, `prefetch:variant=lcpa,${settings}+lru`)).prefetches;
    // The pulls of b: c and d are in one of two each. The last alone: d is in all.
    expect(await prefetches("correlation=0.5")).toBe(2);
    expect(await prefetches("correlation=0.6")).toBe(0);
    expect(await prefetches("correlation=0.6,history=1")).toBe(1);
  });

  test("the pull itself is none of its layer's past pulls", async () => {
    // A layer larger than the cache, missed by y, z and y again. c is in one of two past pulls.
    const layer = (time: number, client: string) => ({ time, object: "g", client, size: 30 });
    const past = [layer(0, "x"), ...pull(1, "x", "c"), ...others];
    const all = [...past, layer(100, "y"), layer(101, "z"), layer(102, "y")];
    expect(await cell(all, "prefetch:variant=lcpa+lru")).toMatchObject({ prefetches: 1 });
  });
});

describe("with a cache for each host", () => {
  const hosts = ["registry.hosts=3", "registry.cache=replicated"];

  test("what a manifest names is fetched where it was asked for", async () => {
    // Host 0 has a and b, host 1 c and d, where the manifest has a and b fetched, and host 2 nothing.
    const first = FIRST.map((pull) => ({ host: pull.repository === "s" ? "h1" : "h0", ...pull }));
    const manifest = { time: 100, client: "y", host: "h1" };
    const pulled = ["h1", "h2"].map((host) => ({ time: 101, object: "a", client: "y", host }));
    const all = [...first, manifest, ...pulled];
    expect(await cell(all, "prefetch+lru", hosts)).toMatchObject({ hits: 1, prefetches: 2 });
  });

  test("or where all go for it", async () => {
    const others = [..."cdefghij"].map((object, i) => ({ time: 3 + i, object, repository: "s" }));
    const all = [...FIRST.slice(0, 2), ...others, { time: 100, client: "y" }];
    const pulled = [...all, { time: 101, object: "a", client: "y" }];
    const overrides = [...hosts, "loadBalancer.pick=consistent-hash"];
    const hits = async (policy: string) =>
      (await cell(pulled, policy, overrides, { capacities: [10] })).hits;
    expect([await hits("lru"), await hits("prefetch+lru")]).toEqual([0, 1]);
  });
});

const traces = fc.array(
  fc.record({
    object: fc.option(fc.nat(9), { nil: undefined }),
    client: fc.constantFrom("x", "y", "z"),
    repository: fc.constantFrom("r", "s"),
  }),
  { minLength: 1, maxLength: 80 },
);

test.each(["prefetch", "prefetch:variant=lcpa"])(
  "%s: where nothing takes time both fidelities fetch the same",
  async (front) => {
    await fc.assert(
      fc.asyncProperty(traces, async (pulls) => {
        const all = pulls.map((pull, time) => ({ ...pull, time, size: 1 + (pull.object ?? 0) }));
        if (pulls.every(({ object }) => object === undefined)) return;
        const [full, fast] = await Promise.all(
          (["full", "fast"] as const).map((fidelity) =>
            cell(
              all.map(({ object, ...pull }) => (object === undefined ? pull : { ...pull, object })),
              `${front}+lru`,
              [],
              { fidelity, capacities: [12] },
            ),
          ),
        );
        const { stations, ...rest } = full!;
        expect({ ...rest, stations: [] }).toEqual(fast);
      }),
      { numRuns: 60 },
    );
  },
);

test("one prefetcher is enough", async () => {
  await expect(cell(FIRST, "prefetch+prefetch+lru")).rejects.toThrow(/one prefetcher is enough/);
});
