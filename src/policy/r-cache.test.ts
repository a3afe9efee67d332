import fc from "fast-check";
import { expect, test } from "vitest";
import { replayed, type Sequence, sequences } from "../testing/sequences.ts";
import { parsePolicy } from "./catalog.ts";
import { imagesOf } from "./images.ts";

async function hits(text: string, sequence: Sequence): Promise<string> {
  const { hits: served } = replayed(await parsePolicy(text), sequence);
  return served.map((hit) => (hit ? "*" : ".")).join("");
}

test.each([
  "r-cache:small=none,hot=none,dedup=inclusive",
  "r-cache:small=none,hot=count,count=1",
  "r-cache:max-share=1,hot=none",
])("%s is lru", async (text) => {
  const [off, lru] = [await parsePolicy(text), await parsePolicy("lru")];
  fc.assert(
    fc.property(sequences(20), (sequence) => {
      expect(replayed(off, sequence).hits).toEqual(replayed(lru, sequence).hits);
    }),
  );
});

test("max-object keeps nothing above the limit, and what is exactly at it", async () => {
  const sequence = { sizes: [3, 4], requests: [0, 0, 1, 1], capacity: 10 };
  expect(await hits("r-cache:max-object=3", sequence)).toBe(".*..");
});

test("max-share measures the limit by the capacity", async () => {
  const sequence = { sizes: [3, 4], requests: [0, 0, 1, 1], capacity: 10 };
  expect(await hits("r-cache:max-share=0.3", sequence)).toBe(".*..");
  expect(await hits("r-cache:max-share=0.3", { ...sequence, capacity: 14 })).toBe(".*.*");
});

test("hot=contest lets a newcomer in only once it is hotter than its victim", async () => {
  // Capacity 1, half-life 1000 s, so that counts hardly decay. Object 0 is asked for twice; object 1
  // loses its first contest, and its second: two requests, but later ones, so it is hotter: kept.
  const sequence = { sizes: [1, 1], requests: [0, 0, 1, 1, 1, 0], capacity: 1 };
  expect(await hits("r-cache:small=none,half-life=1000", sequence)).toBe(".*..*.");
});

test("hot=contest forgets with the half-life", async () => {
  // Object 0 is asked for five times, then object 1 twice. With a half-life of a second, one request
  // now is worth more than any number before: 1 is kept at once. With a long one it is not.
  const requests = [0, 0, 0, 0, 0, 1, 1];
  const sequence = { sizes: [1, 1], requests, capacity: 1 };
  expect(await hits("r-cache:small=none,half-life=0.5", sequence)).toBe(".****.*");
  expect(await hits("r-cache:small=none,half-life=1000", sequence)).toBe(".****..");
});

test("hot=contest weighs a newcomer against each of its victims", async () => {
  // Capacity 2: 0 (asked for twice) and 1 (once). The newcomer of two bytes needs both: asked for once,
  // it beats 1 and not 0, and so replaces neither.
  const sequence = { sizes: [1, 1, 2], requests: [0, 0, 1, 2, 1, 0], capacity: 2 };
  expect(await hits("r-cache:small=none,half-life=1000", sequence)).toBe(".*..**");
});

test("hot=count keeps what was asked for often enough within the window", async () => {
  // Object 0 at 0, 1 and 2 s: the second request lets it in. Object 1 at 3 and 8 s: too far apart for
  // a window of 4 s.
  const sequence = { sizes: [1, 1, 1], requests: [0, 0, 0, 1, 2, 2, 2, 2, 1, 1], capacity: 9 };
  expect(await hits("r-cache:hot=count,count=2,window=4", sequence)).toBe("..*...**..");
});

test("an image is the repository in which an object was first asked for", () => {
  const requests = {
    count: 4,
    arrival: new Float64Array(4),
    object: Uint32Array.of(0, 1, 0, 2),
    duration: new Float64Array(4),
    client: new Uint32Array(4),
    repository: Uint32Array.of(1, 0, 0, 1),
    host: new Uint32Array(4),
  };
  expect(imagesOf([requests], 3)).toEqual({ of: Uint32Array.of(1, 0, 1), count: 2 });
});

const PAIRS = { of: Uint32Array.of(0, 0, 1, 1, 2), count: 3 };

test("granularity=image spares the stale layer of an image in use", async () => {
  // Capacity 4: layers 0 1 of one image, 2 3 of another. 0 is asked for again; layer 4 needs room:
  // by layers, 1 is the stalest; by images, the image of 2 and 3 is, and 2 its stalest layer.
  const sequence = {
    sizes: [1, 1, 1, 1, 1],
    requests: [0, 1, 2, 3, 0, 4, 1],
    capacity: 4,
    images: PAIRS,
  };
  expect(await hits("r-cache:hot=none", sequence)).toBe("....*..");
  expect(await hits("r-cache:hot=none,granularity=image", sequence)).toBe("....*.*");
});

test.each(["contest", "count", "none"])(
  "granularity=image with hot=%s never holds more than fits",
  async (hot) => {
    const spec = await parsePolicy(`r-cache:small=none,hot=${hot},granularity=image,half-life=10`);
    fc.assert(
      fc.property(sequences(20), (sequence) => {
        const of = Uint32Array.from(sequence.sizes, (_, object) => object % 3);
        replayed(
          spec,
          { ...sequence, images: { of, count: 3 } },
          {
            after: (cache) => expect(cache.occupancy).toBeLessThanOrEqual(sequence.capacity),
          },
        );
      }),
    );
  },
);
