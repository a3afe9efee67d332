import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { ObjectId } from "../request.ts";
import { NOWHERE, noPlaces, ObjectLog } from "./object-log.ts";

/** As many as need more than the least room of a log. */
const OBJECTS = 200;
const step = fc.tuple(
  fc.constantFrom("push", "push", "push", "remember", "remove", "forget"),
  fc.nat(OBJECTS - 1),
  fc.constantFrom(0, 1),
);

test.prop([fc.array(step, { minLength: 1, maxLength: 3000, size: "max" })], { numRuns: 40 })(
  "two logs are two queues, each with those that left it lately",
  (steps) => {
    const places = noPlaces(OBJECTS);
    const logs = [new ObjectLog(places, 0), new ObjectLog(places, 1)] as const;
    const present: ObjectId[][] = [[], []];
    const remembered: ObjectId[][] = [[], []];
    const takeOut = (object: ObjectId): void => {
      for (const queues of [present, remembered]) {
        for (const n of [0, 1]) queues[n] = queues[n]!.filter((other) => other !== object);
      }
    };
    for (const [what, n, number] of steps) {
      const log = logs[number]!;
      let object = n as ObjectId;
      if (what === "push") {
        takeOut(object);
        log.push(object);
        present[number]!.push(object);
      } else if (what === "remove") {
        takeOut(object);
        log.remove(object);
      } else if (what === "forget") {
        object = log.oldestRemembered;
        if (object === NOWHERE) continue;
        log.remove(object);
        takeOut(object);
      } else {
        // The oldest as a rule, and now and then another one.
        if (n % 4 > 0) object = log.oldest;
        if (!present[number]!.includes(object)) continue;
        log.remember(object);
        takeOut(object);
        remembered[number]!.push(object);
      }
      for (const n of [0, 1]) {
        expect(logs[n]!.oldest).toBe(present[n]![0] ?? NOWHERE);
        expect(logs[n]!.oldestRemembered).toBe(remembered[n]![0] ?? NOWHERE);
      }
    }
  },
);
