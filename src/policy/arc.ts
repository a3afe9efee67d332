/**
 * ARC, the adaptive replacement cache: T1 holds what was asked for once lately, T2 what was asked
 * for again; B1 and B2 remember what left them, and a request for something remembered shifts the
 * target of T1 towards the list that should have kept it. Source: Megiddo and Modha, "ARC: A
 * Self-Tuning, Low Overhead Replacement Cache", FAST'03, figure 4.
 *
 * In bytes: lists are measured by the bytes of their objects, and the target moves by the size of
 * the object that was missed, times the paper's ratio of the two ghost lists. (libCacheSim moves it
 * by one a ghost hit, so that in bytes it hardly adapts.) With equal sizes it is the paper's ARC.
 */

import { definePolicy } from "./policy.ts";
import { RecencyLists } from "./recency-list.ts";

const T1 = 0;
const T2 = 1;
const B1 = 2;
const B2 = 3;
const NOWHERE = 4;

export const arc = definePolicy({
  name: "arc",
  summary: "balances recency and frequency by what it regrets having evicted",
  source: "Megiddo and Modha, ARC, FAST'03, figure 4",
  parameters: {},
  caches: true,
  bytesPerObject: () => 9,
  create({ sizes, capacity }) {
    const lists = new RecencyLists(sizes.length, 4);
    const place = new Uint8Array(sizes.length).fill(NOWHERE);
    const bytes = new Float64Array(5);
    /** Bytes that T1 should hold. */
    let target = 0;
    /** The list that remembered the newcomer. */
    let from = NOWHERE;

    const put = (object: number, list: number): void => {
      bytes[place[object]!]! -= sizes[object]!;
      bytes[list]! += sizes[object]!;
      place[object] = list;
    };
    const forgetLast = (list: number): void => {
      const object = lists.last(list);
      put(object, NOWHERE);
      lists.remove(object);
    };
    return {
      hit(object) {
        put(object, T2);
        lists.moveToFront(T2, object);
      },
      admits(object, size) {
        from = place[object]!;
        if (from === B1) {
          target = Math.min(capacity, target + size * Math.max(1, bytes[B2]! / bytes[B1]!));
        } else if (from === B2) {
          target = Math.max(0, target - size * Math.max(1, bytes[B1]! / bytes[B2]!));
        }
        return true;
      },
      inserted(object) {
        if (from === NOWHERE) {
          put(object, T1);
          lists.unshift(T1, object);
        } else {
          put(object, T2);
          lists.moveToFront(T2, object);
        }
        // Figure 4 trims the ghosts before it makes room and leaves out a ghost that would be
        // trimmed at once; to trim them last comes to the same.
        while (bytes[T1]! + bytes[B1]! > capacity && !lists.empty(B1)) forgetLast(B1);
        while (
          bytes[T1]! + bytes[T2]! + bytes[B1]! + bytes[B2]! > 2 * capacity &&
          !lists.empty(B2)
        ) {
          forgetLast(B2);
        }
      },
      victim() {
        const recent = bytes[T1]! > target || (from === B2 && bytes[T1] === target);
        return lists.last((recent && !lists.empty(T1)) || lists.empty(T2) ? T1 : T2);
      },
      removed(object) {
        const ghosts = place[object] === T1 ? B1 : B2;
        put(object, ghosts);
        lists.moveToFront(ghosts, object);
      },
    };
  },
});
