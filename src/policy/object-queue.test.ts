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

test.prop([fc.array(fc.tuple(fc.nat(400), fc.nat(400), fc.nat(9)), { maxLength: 12 })])(
  "a ring that becomes longer keeps the order, wherever it begins",
  (rounds) => {
    const objects = 1000;
    const queue = new ObjectQueue(objects);
    const expected: number[] = [];
    let next = 0;
    for (const [come, go, taken] of rounds) {
      for (let i = 0; i < come && expected.length < objects; i++) {
        while (expected.includes(next % objects)) next++;
        queue.push((next % objects) as ObjectId);
        expected.push(next++ % objects);
      }
      for (let i = 0; i < taken && expected.length > 1; i++) {
        const [object] = expected.splice(expected.length >> 1, 1);
        queue.remove(object as ObjectId);
      }
      for (let i = 0; i < go && expected.length > 0; i++) {
        expect(queue.first).toBe(expected[0]);
        expect(queue.shift(expected.shift() as ObjectId)).toBe(true);
      }
    }
  },
);
