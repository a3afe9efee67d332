import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { ObjectId } from "../request.ts";
import { ObjectQueue } from "./object-queue.ts";

const OBJECTS = 5;

test.prop([fc.array(fc.nat(2 * OBJECTS - 1), { maxLength: 200 })])(
  "objects leave in the order in which they came, whoever was taken out between them",
  (steps) => {
    const queue = new ObjectQueue(OBJECTS);
    const expected: number[] = [];
    for (const step of steps) {
      // An object that is in the queue goes, or the first does; one that is not in it comes.
      const object = step < OBJECTS ? step : (expected[0] ?? step - OBJECTS);
      if (expected.includes(object)) {
        queue.remove(object as ObjectId);
        expected.splice(expected.indexOf(object), 1);
      } else {
        queue.push(object as ObjectId);
        expected.push(object);
      }
      if (expected.length === 0) continue;
      expect(queue.first).toBe(expected[0]);
      if (step % 3 > 0) continue;
      queue.toBack();
      expected.push(expected.shift()!);
    }
  },
);
