/**
 * What every policy must pass, whatever it keeps. What is checked at every request is asserted by
 * `node:assert`: vitest's `expect` would take most of the time.
 */

import { equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { BatchHits } from "../batch-hits.ts";
import type { ObjectId } from "../request.ts";
import { collectGarbage } from "../testing/collect-garbage.ts";
import {
  prefetchingFor,
  replayed,
  type Sequence,
  sequences,
  settingFor,
  workloadOf,
} from "../testing/sequences.ts";
import { Cache } from "./cache.ts";
import { createPolicy, type PolicySpec, parsePolicy, roomOf } from "./catalog.ts";
import { passOn } from "./pass-on.ts";
import type { Policy } from "./policy.ts";

/** Claims that a policy may be excused from, with a reason. */
export type Claim = "only cold misses above the footprint";

/** Policies that know the future. */
const FORESIGHT = ["belady", "pfoo-l"];

const RUNS = { numRuns: 15 };

/** Runs the suite for a policy as a user would ask for it. */
export function conforms(text: string, excused: Partial<Record<Claim, string>> = {}): void {
  describe(text, () => {
    let spec: PolicySpec;
    beforeAll(async () => {
      spec = await parsePolicy(text);
    });
    const always = (claim: (sequence: Sequence) => void): void => {
      for (const maxSize of [1, 40]) fc.assert(fc.property(sequences(maxSize), claim), RUNS);
    };

    test("holds no more than the capacity, and what it holds adds up", () => {
      always((sequence) => {
        const capacity = roomOf(spec, sequence.capacity);
        let requests = 0;
        const held = new Held();
        replayed(spec, sequence, {
          watch: (policy) => watched(policy, held),
          after(cache) {
            // Now and then somebody else takes one away.
            if (++requests % 5 === 0) cache.drop((requests % sequence.sizes.length) as ObjectId);
            const bytes = [...held].reduce((sum, object) => sum + sequence.sizes[object]!, 0);
            const { occupancy, residents, admissions, evictions } = cache;
            equal(occupancy, bytes);
            equal(residents, held.size);
            equal(admissions - evictions - held.dropped, held.size);
            ok(bytes <= capacity);
            for (const object of sequence.sizes.keys()) {
              equal(cache.holds(object as ObjectId), held.has(object));
            }
          },
        });
      });
    });

    test("does the same by the stretch as request by request", () => {
      always((sequence) => {
        const { requests, sizes } = workloadOf(sequence);
        const capacity = roomOf(spec, sequence.capacity);
        const cache = () => {
          const policy = createPolicy(spec, { ...settingFor(sequence), capacity });
          return new (spec.cache ?? Cache)(capacity, sizes, policy);
        };
        const [whole, single] = [cache(), cache()];
        const latency = Float64Array.from({ length: 2 * requests.count }, (_, i) => 1 + (i % 7));
        const size = Float64Array.from(requests.object, (object) => sizes[object]!);
        const hits = new BatchHits(requests.count);
        whole.replay(requests.object, requests.arrival, 0, requests.count, { size, latency }, hits);
        for (let i = 0; i < requests.count; i++) {
          const object = requests.object[i]! as ObjectId;
          const hit = single.lookup(object, requests.arrival[i]!);
          if (!hit) single.offer(object, requests.arrival[i]!, latency[2 * i]!);
          equal(hits.flags[i], Number(hit));
        }
        const numbers = [...hits.flags.keys()].filter((i) => hits.flags[i] === 1);
        expect([...hits.numbers.subarray(0, hits.count)]).toEqual(numbers);
        expect(countsOf(whole)).toEqual(countsOf(single));
      });
    });

    test("hits only after an admission and before the eviction", () => {
      always((sequence) => {
        const held = new Held();
        const had: boolean[] = [];
        const { hits } = replayed(spec, sequence, {
          watch: (policy) => watched(policy, held),
          before: () => had.push(held.has(sequence.requests[had.length]!)),
        });
        expect(hits).toEqual(had);
      });
    });

    test("turns an object larger than the cache away, and evicts nothing for it", () => {
      if (spec.definition.unbounded) return;
      always(({ sizes, requests, capacity }) => {
        const giant = sizes.length;
        const withGiant = requests.flatMap((object) => [object, giant]);
        let before = 0;
        let request = 0;
        const { hits } = replayed(
          spec,
          { sizes: [...sizes, roomOf(spec, capacity) + 1], requests: withGiant, capacity },
          {
            before: (cache) => {
              before = cache.evictions;
            },
            after(cache) {
              equal(cache.holds(giant as ObjectId), false);
              // Its miss may have what goes with it fetched ahead, which makes room for itself.
              const alone = withGiant[request++] === giant && !spec.definition.prefetcher;
              if (alone) equal(cache.evictions, before);
            },
          },
        );
        expect(hits.filter((hit, i) => hit && withGiant[i] === giant)).toEqual([]);
      });
    });

    test("is no other behind an admission that says yes", async () => {
      const admitted = await parsePolicy(`second-hit:count=1+${text}`);
      always((sequence) => {
        expect(replayed(admitted, sequence).hits).toEqual(replayed(spec, sequence).hits);
      });
    });

    test.skipIf(FORESIGHT.some((name) => text.startsWith(name)))(
      "answers the same whatever is asked for later",
      () => {
        always((sequence) => {
          const requests = sequence.requests.slice(0, Math.ceil(sequence.requests.length / 2));
          const { hits } = replayed(spec, { ...sequence, requests });
          expect(replayed(spec, sequence).hits.slice(0, requests.length)).toEqual(hits);
        });
      },
    );

    test("gives the same answers again under the same seed", () => {
      always((sequence) => {
        const first = replayed(spec, sequence, { seed: 7 });
        expect(replayed(spec, sequence, { seed: 7 }).hits).toEqual(first.hits);
      });
    });

    test("gives the same answers whatever the ids are called", () => {
      always((sequence) => {
        const { sizes, requests, capacity } = sequence;
        const last = sizes.length - 1;
        const mirrored = {
          sizes: sizes.toReversed(),
          requests: requests.map((object) => last - object),
          capacity,
        };
        expect(replayed(spec, mirrored).hits).toEqual(replayed(spec, sequence).hits);
      });
    });

    test.each([2 ** 10, 2 ** 28])("gives the same answers with all bytes times %i", (factor) => {
      always((sequence) => {
        expect(replayed(spec, scaled(sequence, factor)).hits).toEqual(
          replayed(spec, sequence).hits,
        );
      });
    });

    test("gives the same answers for objects of 1, 1,000 and 1,000,000 bytes", () => {
      fc.assert(
        fc.property(sequences(1), (sequence) => {
          const { hits } = replayed(spec, sequence);
          expect(replayed(spec, scaled(sequence, 1e3)).hits).toEqual(hits);
          expect(replayed(spec, scaled(sequence, 1e6)).hits).toEqual(hits);
        }),
        RUNS,
      );
    });

    const claim: Claim = "only cold misses above the footprint";
    test.skipIf(excused[claim])(
      excused[claim] ? `${claim}: ${excused[claim]}` : `has ${claim}`,
      () => {
        always(({ sizes, requests }) => {
          const footprint = sizes.reduce((sum, size) => sum + size, 0);
          const { hits } = replayed(spec, { sizes, requests, capacity: footprint + 1 });
          expect(hits).toEqual(requests.map((object, i) => requests.indexOf(object) < i));
        });
      },
    );

    test("takes the memory for an object that it says", () => {
      const memory = (objects: number): number => {
        const sizes = Array.from({ length: objects }, (_, i) => 1 + (i % 1000));
        const sequence = { sizes, requests: [0], capacity: 1000 };
        const setting = settingFor(sequence);
        const workload = workloadOf(sequence);
        const before = collectGarbage();
        const policy = createPolicy(spec, setting);
        const prefetching = prefetchingFor(spec, workload);
        const watching = prefetching?.watching(policy);
        const grown = collectGarbage() - before;
        expect([policy, prefetching, watching]).toBeDefined();
        return grown;
      };
      // The difference leaves out tables whose size does not depend on the objects.
      const stated = spec.definition.bytesPerObject(spec.parameters);
      expect((memory(60_000) - memory(10_000)) / 50_000).toBeCloseTo(stated, 1);
    });
  });
}

function countsOf({ occupancy, residents, admissions, rejections, evictions }: Cache) {
  return { occupancy, residents, admissions, rejections, evictions };
}

function scaled({ sizes, requests, capacity }: Sequence, factor: number): Sequence {
  return { sizes: sizes.map((size) => size * factor), requests, capacity: capacity * factor };
}

/** What a policy was told is resident. */
class Held extends Set<number> {
  dropped = 0;
}

/** Passes every call on, and keeps in `held` what the policy was told. */
function watched(policy: Policy, held: Held): Policy {
  return {
    ...passOn(policy),
    hit(object, now) {
      ok(held.has(object), "a hit for what is not resident");
      policy.hit(object, now);
    },
    miss(object, now) {
      ok(!held.has(object), "a miss for what is resident");
      policy.miss?.(object, now);
    },
    inserted(object, size, now) {
      ok(!held.has(object), "resident twice");
      held.add(object);
      policy.inserted(object, size, now);
    },
    removed(object, reason) {
      if (reason === "dropped") held.dropped++;
      ok(held.delete(object), "a victim that was not resident");
      policy.removed(object, reason);
    },
  };
}
