/**
 * A victim drawn at random, every resident as likely as any other. Sizes matter only for how many
 * victims it takes.
 */

import type { ObjectId } from "../request.ts";
import { definePolicy } from "./policy.ts";

export const random = definePolicy({
  name: "random",
  summary: "evicts any object, drawn at random",
  source: "folklore",
  parameters: {},
  caches: true,
  bytesPerObject: () => 8,
  create({ sizes, stream }) {
    const residents = new Int32Array(sizes.length);
    /** Where an object stands among the residents, by object. */
    const place = new Int32Array(sizes.length);
    let count = 0;
    return {
      hit() {},
      inserted(object) {
        place[object] = count;
        residents[count++] = object;
      },
      victim: () => residents[Math.floor(stream() * count)]! as ObjectId,
      removed(object) {
        const last = residents[--count]!;
        residents[place[object]!] = last;
        place[last] = place[object]!;
      },
    };
  },
});
