/** What every policy must pass, whatever it keeps. */

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { ObjectId } from "../request.ts";
import { collectGarbage } from "../testing/collect-garbage.ts";
import { replayed, type Sequence, sequences, settingFor } from "../testing/sequences.ts";
import { createPolicy, type PolicySpec, parsePolicy, roomOf } from "./catalog.ts";
import type { Policy } from "./policy.ts";

/** Claims that a policy may be excused from, with a reason. */
export type Claim = "only cold misses above the footprint";

const RUNS = { numRuns: 40 };

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
        const held = new Set<number>();
        replayed(spec, sequence, {
          watch: (policy) => watched(policy, held),
          after(cache) {
            const bytes = [...held].reduce((sum, object) => sum + sequence.sizes[object]!, 0);
            const { occupancy, residents, admissions, evictions } = cache;
            expect([occupancy, residents, admissions - evictions]).toEqual([
              bytes,
              held.size,
              held.size,
            ]);
            expect(bytes <= capacity).toBe(true);
            const told = sequence.sizes.every(
              (_, object) => cache.holds(object as ObjectId) === held.has(object),
            );
            expect(told).toBe(true);
          },
        });
      });
    });

    test("hits only after an admission and before the eviction", () => {
      always((sequence) => {
        const held = new Set<number>();
        const had: boolean[] = [];
        let request = 0;
        const { hits } = replayed(spec, sequence, {
          watch: (policy) => watched(policy, held),
          after: () => {
            const next = sequence.requests[++request];
            if (next !== undefined) had.push(held.has(next));
          },
        });
        expect(hits).toEqual([false, ...had]);
      });
    });

    test("turns an object larger than the cache away, and evicts nothing for it", () => {
      if (spec.definition.unbounded) return;
      always(({ sizes, requests, capacity }) => {
        const giant = sizes.length;
        const withGiant = requests.flatMap((object) => [object, giant]);
        const { hits, cache } = replayed(spec, {
          sizes: [...sizes, roomOf(spec, capacity) + 1],
          requests: withGiant,
          capacity,
        });
        expect(hits.filter((hit, i) => hit && withGiant[i] === giant)).toEqual([]);
        expect(cache.holds(giant as ObjectId)).toBe(false);
      });
    });

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
        const setting = settingFor({ sizes, requests: [0], capacity: 1000 });
        const before = collectGarbage();
        const policy = createPolicy(spec, setting);
        const grown = collectGarbage() - before;
        expect(policy).toBeDefined();
        return grown;
      };
      // The difference leaves out tables whose size does not depend on the objects.
      const stated = spec.definition.bytesPerObject(spec.parameters);
      expect((memory(60_000) - memory(10_000)) / 50_000).toBeCloseTo(stated, 1);
    });
  });
}

function scaled({ sizes, requests, capacity }: Sequence, factor: number): Sequence {
  return { sizes: sizes.map((size) => size * factor), requests, capacity: capacity * factor };
}

/** Passes every call on, and keeps in `held` what the policy was told is resident. */
function watched(policy: Policy, held: Set<number>): Policy {
  return {
    hit(object, now) {
      expect(held.has(object), "a hit for what is not resident").toBe(true);
      policy.hit(object, now);
    },
    miss(object, now) {
      expect(held.has(object), "a miss for what is resident").toBe(false);
      policy.miss?.(object, now);
    },
    admits: (object, size, room, now) => policy.admits?.(object, size, room, now) ?? true,
    inserted(object, size, now) {
      expect(held.has(object), "resident twice").toBe(false);
      held.add(object);
      policy.inserted(object, size, now);
    },
    victim: (now) => policy.victim(now),
    crowded: () => policy.crowded?.() ?? false,
    removed(object, reason) {
      expect(held.delete(object), "a victim that was not resident").toBe(true);
      policy.removed(object, reason);
    },
  };
}
