/**
 * What other simulators get wrong where objects are few and large, and the identities that catch such
 * things: each test here fails for an implementation that somebody published.
 */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { replayed, type Sequence, sequences } from "../testing/sequences.ts";
import { parsePolicy } from "./catalog.ts";

async function hits(text: string, sequence: Sequence): Promise<boolean[]> {
  return [...replayed(await parsePolicy(text), sequence).hits];
}

const MB = 1e6;
const GiB = 2 ** 30;

test("w-tinylfu keeps objects far larger than its window", async () => {
  // Two layers of 20 % of the capacity, asked for in turn: everything fits.
  const sequence = { sizes: [10 * MB, 10 * MB], requests: [0, 1, 0, 1], capacity: 50 * MB };
  expect(await hits("w-tinylfu", sequence)).toEqual([false, false, true, true]);
});

test("w-tinylfu lets a large newcomer in once it outdoes its victims together, and not before", async () => {
  // Four residents of 10 MB, each asked for twice; the newcomer of 29 MB needs the room of two of
  // them beside the 9.5 MB that are free of the main cache's 49.5: more than 4 requests.
  const requests = [0, 1, 2, 3, 0, 1, 2, 3, 4, 4, 4, 4, 4, 4];
  const sizes = [10, 10, 10, 10, 29].map((size) => size * MB);
  const sequence = { sizes, requests, capacity: 50 * MB };
  expect((await hits("w-tinylfu", sequence)).slice(8)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});

test("arc adapts as fast in bytes as in objects", async () => {
  const arc = await parsePolicy("arc");
  fc.assert(
    fc.property(sequences(1), (sequence) => {
      const inBytes = {
        sizes: sequence.sizes.map(() => 3 * MB),
        requests: sequence.requests,
        capacity: 3 * MB * sequence.capacity,
      };
      expect(replayed(arc, inBytes).hits).toEqual(replayed(arc, sequence).hits);
    }),
  );
});

test.each(["lru", "s3-fifo", "w-tinylfu", "arc", "gdsf"])(
  "%s does as the admission in front of it says",
  async (policy) => {
    const sequence = { sizes: [1, 1], requests: [0, 0, 0, 1], capacity: 2 };
    expect(await hits(`second-hit+${policy}`, sequence)).toEqual([false, false, true, false]);
  },
);

test("s3-fifo keeps an object larger than its small queue", async () => {
  const sequence = { sizes: [5, 1], requests: [0, 1, 0], capacity: 10 };
  expect(await hits("s3-fifo", sequence)).toEqual([false, false, true]);
});

test.each(["lru", "gdsf", "lhd", "w-tinylfu", "arc"])(
  "%s counts objects of 4 GiB and more in full",
  async (policy) => {
    // 4 GiB + 1 byte would be one byte in 32 bits, and all three would fit.
    const size = 4 * GiB + 1;
    const sequence = { sizes: [size, size, size], requests: [0, 1, 2], capacity: 10 * GiB };
    const { cache } = replayed(await parsePolicy(policy), sequence);
    expect(cache.residents).toBe(2);
    expect(cache.occupancy).toBe(2 * size);
  },
);

test.each(["gd-latency", "gd-latency:frequency=no", "lhd", "s3-fifo", "arc"])(
  "%s breaks no tie by the unit of sizes, be it no power of two",
  async (policy) => {
    const spec = await parsePolicy(policy);
    fc.assert(
      fc.property(sequences(6), fc.constantFrom(3, 10, 1000), (sequence, factor) => {
        const scaled = {
          sizes: sequence.sizes.map((size) => size * factor),
          requests: sequence.requests,
          capacity: sequence.capacity * factor,
        };
        expect(replayed(spec, scaled).hits).toEqual(replayed(spec, sequence).hits);
      }),
      { numRuns: 300 },
    );
  },
);

describe("what must be equal is", () => {
  const same = async (one: string, other: string): Promise<void> => {
    const specs = [await parsePolicy(one), await parsePolicy(other)] as const;
    fc.assert(
      fc.property(sequences(20), (sequence) => {
        expect(replayed(specs[0], sequence).hits).toEqual(replayed(specs[1], sequence).hits);
      }),
    );
  };

  test.each([
    ["slru:protected=0", "lru"],
    ["second-hit:count=1+gdsf", "gdsf"],
    ["second-hit:count=1+arc", "arc"],
    ["second-hit:count=1+random", "random"],
    ["second-hit", "second-hit+lru"],
    ["adaptsize", "lru"],
    ["adaptsize:interval=10", "adaptsize:interval=10+lru"],
  ])("%s and %s", same);
});

test("infinite hits on all requests but the first for each object", async () => {
  const infinite = await parsePolicy("infinite");
  fc.assert(
    fc.property(sequences(20), (sequence) => {
      const { hits: served } = replayed(infinite, sequence);
      const objects = new Set(sequence.requests).size;
      expect(served.filter(Boolean)).toHaveLength(sequence.requests.length - objects);
    }),
  );
});
