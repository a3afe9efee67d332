/**
 * Greedy-dual: a resident's priority is its worth plus an inflation L, the priority of the last
 * victim, so that what was worth much once and is not asked for any more is overtaken in the end.
 * The lowest goes first, the least recently used among equals. Source: Cao and Irani, "Cost-Aware
 * WWW Proxy Caching Algorithms", USITS'97.
 */

import type { ObjectId } from "../request.ts";
import { ObjectHeap } from "./object-heap.ts";
import type { Policy } from "./policy.ts";

/** Memory of {@link greedyDual} for each object, in bytes. */
export const GREEDY_DUAL_BYTES = 28;

/**
 * The policy for a given worth. `frequency` counts the object's requests since it was admitted, that
 * one included, and is forgotten when it leaves.
 */
export function greedyDual(
  objects: number,
  worth: (object: ObjectId, frequency: number) => number,
): Policy {
  const residents = new ObjectHeap(objects);
  const frequency = new Uint32Array(objects);
  let inflation = 0;
  return {
    hit: (object) => residents.set(object, inflation + worth(object, ++frequency[object]!)),
    inserted(object) {
      frequency[object] = 1;
      residents.set(object, inflation + worth(object, 1));
    },
    victim: () => residents.first,
    removed(object, reason) {
      if (reason === "evicted") inflation = residents.priorityOf(object);
      residents.remove(object);
    },
  };
}
