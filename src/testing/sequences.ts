/** Random sequences of requests for small objects, and how a policy is driven over one. */

import fc from "fast-check";
import { Cache } from "../policy/cache.ts";
import { createPolicy, type PolicySpec, roomOf } from "../policy/catalog.ts";
import { futureOf } from "../policy/future.ts";
import type { Images } from "../policy/images.ts";
import type { Policy, PolicySetting } from "../policy/policy.ts";
import { stream } from "../random/stream.ts";
import type { ObjectId, Requests, Workload } from "../request.ts";

/** Objects asked for in turn, one a second; their sizes; and the capacity of the cache. */
export interface Sequence {
  readonly sizes: readonly number[];
  readonly requests: readonly number[];
  readonly capacity: number;
  /** Default: each object is its own image. */
  readonly images?: Images;
}

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
        { minLength: 1, maxLength: 250 },
      ),
      capacity: fc.integer({ min: 1, max: 5 * maxSize }),
    }),
  );
}

/** A sequence as a workload, its requests one second apart. */
export function workloadOf({ sizes, requests }: Omit<Sequence, "capacity">): Workload {
  const count = requests.length;
  const nobody = new Uint32Array(count);
  const columns: Requests = {
    count,
    arrival: Float64Array.from(requests, (_, i) => i),
    object: Uint32Array.from(requests),
    duration: new Float64Array(count).fill(1),
    client: nobody,
    repository: nobody,
    host: nobody,
  };
  return { name: "sequence", requests: columns, sizes: Float64Array.from(sizes) };
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

export interface Replayed {
  /** By request: whether it was a hit. */
  readonly hits: readonly boolean[];
  readonly cache: Cache;
}

/**
 * Replays a sequence in a cache, without latency; `watch` may wrap the policy, and `after` is called
 * after every request.
 */
export function replayed(
  spec: PolicySpec,
  sequence: Sequence,
  options: {
    seed?: number;
    watch?: (policy: Policy) => Policy;
    after?: (cache: Cache) => void;
  } = {},
): Replayed {
  const setting = settingFor(sequence, options.seed);
  const capacity = roomOf(spec, sequence.capacity);
  const policy = createPolicy(spec, { ...setting, capacity });
  const cache = new Cache(capacity, setting.sizes, options.watch?.(policy) ?? policy);
  const hits = sequence.requests.map((object, now) => {
    const hit = cache.lookup(object as ObjectId, now);
    // A cost that changes with the object and not with the unit of its size.
    const cost = 1 + sequence.sizes[object]! / sequence.capacity;
    if (!hit) cache.offer(object as ObjectId, now, cost);
    options.after?.(cache);
    return hit;
  });
  return { hits, cache };
}
