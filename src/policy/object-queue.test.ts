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

test("an object may leave more often than a byte counts while another stays before it", () => {
  const queue = new ObjectQueue(400);
  const [before, often, behind] = [0, 1, 2] as ObjectId[];
  queue.push(before!);
  for (let i = 0; i < 300; i++) {
    queue.push(often!);
    queue.remove(often!);
  }
  queue.push(often!);
  queue.push(behind!);
  for (const object of [before!, often!, behind!]) {
    expect(queue.first).toBe(object);
    queue.remove(object);
  }
  expect(queue.empty).toBe(true);
});
