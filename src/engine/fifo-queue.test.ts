import fc from "fast-check";
import { expect, test } from "vitest";
import { FifoQueue } from "./fifo-queue.ts";

test("is first in, first out, however it grows and wraps around", () => {
  // true: someone comes; false: the first goes.
  const steps = fc.array(fc.boolean(), { maxLength: 200 });
  fc.assert(
    fc.property(steps, (steps) => {
      const queue = new FifoQueue();
      const naive: number[] = [];
      for (const [i, comes] of steps.entries()) {
        if (comes) {
          queue.push(i, i / 2, i / 4);
          naive.push(i);
        } else if (naive.length > 0) {
          const first = naive.shift()!;
          expect([queue.event, queue.service, queue.entered]).toEqual([
            first,
            first / 2,
            first / 4,
          ]);
          queue.shift();
        }
        expect(queue.length).toBe(naive.length);
      }
    }),
  );
});
