/**
 * CLOCK, the second chance: first in, first out, but an object that was asked for since it came, or
 * since it was last spared, is spared once more. Source: Corbató, "A Paging Experiment with the
 * Multics System", 1968, with one bit. Sizes matter only for how many victims it takes.
 */

import { definePolicy } from "./policy.ts";
import { RecencyList } from "./recency-list.ts";

export const clock = definePolicy({
  name: "clock",
  summary: "first in, first out, sparing once whatever was asked for meanwhile",
  source: "Corbató, A Paging Experiment with the Multics System, 1968",
  parameters: {},
  caches: true,
  bytesPerObject: () => 9,
  create({ sizes }) {
    // The hand is the back of the list: to be passed by it is to go back to the front.
    const list = new RecencyList(sizes.length);
    const referenced = new Uint8Array(sizes.length);
    return {
      hit(object) {
        referenced[object] = 1;
      },
      inserted(object) {
        referenced[object] = 0;
        list.unshift(object);
      },
      victim() {
        let object = list.last;
        while (referenced[object] === 1) {
          referenced[object] = 0;
          list.moveToFront(object);
          object = list.last;
        }
        return object;
      },
      removed: (object) => list.remove(object),
    };
  },
});
