/** Random sequences of requests for small objects, and how a policy is driven over one. */

import fc from "fast-check";
import { Cache } from "../policy/cache.ts";
import { createPolicy, type PolicySpec, roomOf } from "../policy/catalog.ts";
import type { AheadFigures } from "../policy/fetched-ahead.ts";
import { futureOf } from "../policy/future.ts";
import type { Images } from "../policy/images.ts";
import type { Policy, PolicySetting } from "../policy/policy.ts";
import { stream } from "../random/stream.ts";
import type { ObjectId, Requests, Workload } from "../request.ts";
import { Prefetching } from "../topology/prefetching.ts";

/** Objects asked for in turn, one a second; their sizes; and the capacity of the cache. */
export interface Sequence {
  readonly sizes: readonly number[];
  readonly requests: readonly number[];
  readonly capacity: number;
  /** Default: each object is its own image. */
  readonly images?: Images;
}

/** Of any length up to 250; without the last word fast-check draws hardly more than ten. */
const LONG = { minLength: 1, maxLength: 250, size: "max" } as const;

/** A few objects of 1 to `maxSize` bytes, some much more popular than others. */
export function sequences(maxSize: number): fc.Arbitrary<Sequence> {
  return fc.integer({ min: 1, max: 14 }).chain((objects) =>
    fc.record({
      sizes: fc.array(fc.integer({ min: 1, max: maxSize }), {
        minLength: objects,
        maxLength: objects,
      }),
      requests: fc.array(
        fc.tuple(fc.nat(objects - 1), fc.nat(objects - 1)).map(([a, b]) => Math.min(a, b)),
        LONG,
      ),
      capacity: fc.integer({ min: 1, max: 5 * maxSize }),
    }),
  );
}

/**
 * Sequences that look for trouble: hardly any sizes, so that priorities tie; objects of exactly the
 * capacity, above it, of next to nothing and of nothing; caches that hold nothing at all.
 */
export function hostileSequences(): fc.Arbitrary<Sequence> {
  return fc.integer({ min: 1, max: 12 }).chain((capacity) =>
    fc.integer({ min: 1, max: 9 }).chain((objects) => {
      const sizes = [0, 1, 2, capacity - 1, capacity, capacity + 1, 3 * capacity];
      const size = fc.oneof(fc.constantFrom(1, capacity), fc.constantFrom(...sizes));
      return fc.record({
        sizes: fc.array(size, { minLength: objects, maxLength: objects }),
        requests: fc.array(fc.nat(objects - 1), LONG),
        capacity: fc.constantFrom(0, 1, capacity),
      });
    }),
  );
}

const CLIENTS = 3;
/** Requests in an image pull. */
const PULL = 6;

/** A sequence as a workload, its requests one second apart. */
export function workloadOf({ sizes, requests }: Omit<Sequence, "capacity">): Workload {
  const count = requests.length;
  const nobody = new Uint32Array(count);
  /** Clients take turns, with a manifest before each of their pulls. */
  const client = Uint32Array.from(requests, (_, i) => Math.floor(i / PULL) % CLIENTS);
  const begins = requests.map((_, i) => i).filter((i) => i % PULL === 0);
  const columns: Requests = {
    count,
    arrival: Float64Array.from(requests, (_, i) => i),
    object: Uint32Array.from(requests),
    duration: new Float64Array(count).fill(1),
    client,
    repository: nobody,
    host: nobody,
  };
  const manifests = {
    count: begins.length,
    arrival: Float64Array.from(begins),
    client: Uint32Array.from(begins, (i) => client[i]!),
    repository: new Uint32Array(begins.length),
    host: new Uint32Array(begins.length),
  };
  return { name: "sequence", requests: columns, manifests, sizes: Float64Array.from(sizes) };
}

/** What a policy is made with for a sequence. */
export function settingFor(sequence: Sequence, seed = 1): PolicySetting {
  const { requests, sizes } = workloadOf(sequence);
  return {
    capacity: sequence.capacity,
    sizes,
    stream: stream(seed, "policy"),
    future: futureOf(requests, sizes.length),
    images: sequence.images ?? { of: Uint32Array.from(sizes, (_, i) => i), count: sizes.length },
  };
}

/** What fetches ahead for a policy over a sequence; undefined for most. */
export function prefetchingFor(spec: PolicySpec, workload: Workload): Prefetching | undefined {
  const { requests, sizes } = workload;
  const of = Uint32Array.from(requests.object, (_, i) => Math.floor(i / PULL));
  const pulls = { of, count: of.length };
  const prefetcher = spec.definition.prefetcher?.({ requests, objects: sizes.length, pulls });
  return prefetcher && new Prefetching(prefetcher, workload, 0);
}

export interface Replayed {
  /** By request: whether it was a hit. */
  readonly hits: readonly boolean[];
  readonly cache: Cache;
  readonly prefetches: AheadFigures | undefined;
}

/**
 * Replays a sequence in a cache, without latency; `watch` may wrap the policy, and `before` and
 * `after` are called around every request.
 */
export function replayed(
  spec: PolicySpec,
  sequence: Sequence,
  options: {
    seed?: number;
    watch?: (policy: Policy) => Policy;
    before?: (cache: Cache) => void;
    after?: (cache: Cache) => void;
  } = {},
): Replayed {
  const setting = settingFor(sequence, options.seed);
  const capacity = roomOf(spec, sequence.capacity);
  const policy = createPolicy(spec, { ...setting, capacity });
  const watched = options.watch?.(policy) ?? policy;
  const ahead = prefetchingFor(spec, workloadOf(sequence));
  const cache = new Cache(capacity, setting.sizes, ahead?.watching(watched) ?? watched);
  // A cost that changes with the object and not with the unit of its size.
  const cost = (object: number) => 1 + sequence.sizes[object]! / sequence.capacity;
  ahead?.begin({
    caches: [cache],
    home: () => 0,
    underWay: () => false,
    fetch: (object, _, now) => ahead.arrived(object, 0, now, cost(object)),
  });
  const hits = sequence.requests.map((object, now) => {
    while (ahead && ahead.nextManifest <= now) ahead.manifest();
    ahead?.expire(now);
    options.before?.(cache);
    const hit = cache.lookup(object as ObjectId, now);
    if (!hit) cache.offer(object as ObjectId, now, cost(object));
    ahead?.requested(now, 0, !hit, now);
    options.after?.(cache);
    return hit;
  });
  return { hits, cache, prefetches: ahead?.figures() };
}
