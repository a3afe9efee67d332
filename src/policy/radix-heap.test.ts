import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { ObjectId } from "../request.ts";
import { RadixHeap } from "./radix-heap.ts";

/** Enough for buckets of many, and for such of few. */
const OBJECTS = 60;
/** What is worth how much more than the last that went first: often the same, nearly so, or of another order. */
const worth = fc.oneof(
  fc.nat(3),
  fc.double({ min: 0, max: 1e-3, noNaN: true }),
  fc.nat(200).map((n) => 1 + n * 2 ** -42),
  fc.nat(2 ** 40),
);
const step = fc.tuple(
  fc.constantFrom("rank", "rank", "rank", "rank", "remove", "removeFirst"),
  fc.nat(OBJECTS - 1),
  worth,
);

test.prop([fc.array(step, { minLength: 100, maxLength: 600, size: "max" })], { numRuns: 60 })(
  "gives what a list that is searched would give",
  (steps) => {
    const heap = new RadixHeap(OBJECTS);
    /** In the order in which priorities were set. */
    let plain: { object: ObjectId; priority: number }[] = [];
    let last = 0;
    const first = () => plain.reduce((a, b) => (b.priority < a.priority ? b : a));
    for (const [what, n, more] of steps) {
      const object = n as ObjectId;
      const present = plain.some((entry) => entry.object === object);
      if (what === "rank") {
        plain = plain.filter((entry) => entry.object !== object);
        if (present) heap.move(object, last + more);
        else heap.add(object, last + more);
        plain.push({ object, priority: last + more });
      } else if (what === "remove" && present) {
        plain = plain.filter((entry) => entry.object !== object);
        heap.remove(object);
      } else if (what === "removeFirst" && plain.length > 0) {
        const least = first();
        expect(heap.removeFirst(least.object)).toBe(least.priority);
        last = least.priority;
        plain = plain.filter((entry) => entry !== least);
      }
      if (plain.length > 0) expect(heap.first).toBe(first().object);
    }
  },
);
