import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { ObjectId } from "../request.ts";
import { RadixHeap } from "./radix-heap.ts";

const OBJECTS = 8;
/** What is worth how much more than the last that went first: often the same, or of another order. */
const worth = fc.oneof(fc.nat(3), fc.double({ min: 0, max: 1e-3, noNaN: true }), fc.nat(2 ** 40));
const step = fc.tuple(fc.nat(OBJECTS - 1), worth, fc.boolean());

test.prop([fc.array(step, { maxLength: 300 })])(
  "gives what a list that is searched would give",
  (steps) => {
    const heap = new RadixHeap(OBJECTS);
    /** In the order in which priorities were set. */
    let plain: { object: ObjectId; priority: number }[] = [];
    let last = 0;
    for (const [n, more, goes] of steps) {
      const object = n as ObjectId;
      const present = plain.some((entry) => entry.object === object);
      plain = plain.filter((entry) => entry.object !== object);
      if (present && goes) {
        heap.remove(object);
      } else {
        if (present) heap.move(object, last + more);
        else heap.add(object, last + more);
        plain.push({ object, priority: last + more });
      }
      if (plain.length === 0) continue;
      const least = plain.reduce((a, b) => (b.priority < a.priority ? b : a));
      expect(heap.first).toBe(least.object);
      expect(heap.priorityOf(least.object)).toBe(least.priority);
      if (more % 2 !== 0) continue;
      heap.removeFirst(least.object);
      last = least.priority;
      plain = plain.filter((entry) => entry !== least);
    }
  },
);
