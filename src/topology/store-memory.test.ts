import { expect, test } from "vitest";
import { Cache } from "../policy/cache.ts";
import { fifo } from "../policy/fifo.ts";
import type { Dedup } from "../policy/neighbour.ts";
import type { ObjectId } from "../request.ts";
import { StoreMemory } from "./store-memory.ts";

const [A, B, C] = [0, 1, 2] as ObjectId[] as [ObjectId, ObjectId, ObjectId];
const sizes = Float64Array.of(1, 1, 1);

/** A registry cache of one object in front of a store's memory of `capacity` objects. */
function tiers(dedup: Dedup, capacity: number) {
  const memory = new StoreMemory(capacity, sizes, dedup);
  const setting = { capacity: 1, sizes, stream: Math.random };
  const cache = new Cache(1, sizes, fifo.create(setting, {}), memory);
  let now = 0;
  return {
    /** Asks the registry for an object, and says who had it. */
    ask(object: ObjectId): "cache" | "memory" | "disk" {
      now++;
      if (cache.lookup(object, now)) return "cache";
      const found = memory.lookup(object, now);
      if (!found) memory.wasRead(object, now);
      cache.offer(object, now);
      return found ? "memory" : "disk";
    },
  };
}

test("inclusive memory keeps what the registry's cache holds too", () => {
  const { ask } = tiers("inclusive", 2);
  // The cache holds B, the memory A and B: the same object twice.
  expect([A, B, B, A].map(ask)).toEqual(["disk", "disk", "cache", "memory"]);
  // Asking for A has put it into the cache in place of B; C pushes B out of the memory.
  expect([C, B].map(ask)).toEqual(["disk", "disk"]);
});

test("exclusive memory drops what the cache admits and takes back what it evicts", () => {
  const { ask } = tiers("exclusive", 2);
  // A, B, C go through the cache of one, and come back to a memory of two: three are held in all.
  expect([A, B, C].map(ask)).toEqual(["disk", "disk", "disk"]);
  expect([A, B, C, A].map(ask)).toEqual(["memory", "memory", "memory", "memory"]);
});

test("reverse: the cache leaves to the memory what the memory holds", () => {
  const { ask } = tiers("reverse", 1);
  // The cache of one keeps A, then B in its place; the memory is given nothing.
  expect([A, B, A].map(ask)).toEqual(["disk", "disk", "disk"]);
});

test("reverse: the memory keeps what the cache declines, and then keeps it to itself", () => {
  const memory = new StoreMemory(1, sizes, "reverse");
  const declining = { hit() {}, admits: () => false, inserted() {}, victim: () => A, removed() {} };
  const cache = new Cache(1, sizes, declining, memory);
  memory.wasRead(A, 1);
  expect(memory.lookup(A, 1)).toBe(false);
  cache.offer(A, 1);
  expect(memory.lookup(A, 2)).toBe(true);
  const willing = new Cache(
    1,
    sizes,
    fifo.create({ capacity: 1, sizes, stream: Math.random }, {}),
    memory,
  );
  expect(willing.offer(A, 3)).toBe(false);
  expect(willing.offer(B, 3)).toBe(true);
});
