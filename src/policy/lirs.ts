/**
 * LIRS: keeps the objects of low inter-reference recency (LIR), those for which few others were asked
 * between two requests. A stack S by recency says who they are, ghosts included; the others (HIR) have
 * a small queue Q from which victims are taken. Source: Jiang and Zhang, "LIRS: An Efficient Low
 * Inter-reference Recency Set Replacement Policy", SIGMETRICS'02, section 3.
 *
 * The paper's counts of blocks are bytes here: LIR objects hold at most 99 % of the capacity. After
 * the LIR set has been full for the first time, objects join it only through the stack, or else small
 * ones would slip into the gaps that large ones leave. The stack forgets nobody, as in the paper; with
 * dense ids it cannot grow beyond the objects there are.
 */

import type { ObjectId } from "../request.ts";
import { definePolicy } from "./policy.ts";
import { RecencyList } from "./recency-list.ts";

const UNKNOWN = 0;
const LIR = 1;
const HIR = 2;
/** Left the cache as HIR and is still in the stack. */
const GHOST = 3;

export const lirs = definePolicy({
  name: "lirs",
  summary: "keeps objects that were asked for again soon, by inter-reference recency",
  source: "Jiang and Zhang, LIRS, SIGMETRICS'02, section 3",
  parameters: {
    hir: {
      dimension: "ratio",
      default: 0.01,
      description: "share of the capacity for objects of high inter-reference recency",
    },
  },
  caches: true,
  bytesPerObject: () => 18,
  create({ sizes, capacity }, { hir }) {
    const stack = new RecencyList(sizes.length);
    const queue = new RecencyList(sizes.length);
    const state = new Uint8Array(sizes.length);
    const stacked = new Uint8Array(sizes.length);
    const limit = (1 - hir) * capacity;
    let lirBytes = 0;
    let filling = true;

    const toTop = (object: ObjectId): void => {
      if (stacked[object] === 1) stack.remove(object);
      stacked[object] = 1;
      stack.unshift(object);
    };
    const unstack = (object: ObjectId): void => {
      stacked[object] = 0;
      stack.remove(object);
      if (state[object] === GHOST) state[object] = UNKNOWN;
    };
    /** The bottom of the stack is LIR, always. */
    const prune = (): void => {
      while (!stack.empty && state[stack.last] !== LIR) unstack(stack.last);
    };
    const becomeLir = (object: ObjectId): void => {
      state[object] = LIR;
      lirBytes += sizes[object]!;
      toTop(object);
      while (lirBytes > limit) {
        const bottom = stack.last;
        lirBytes -= sizes[bottom]!;
        state[bottom] = HIR;
        unstack(bottom);
        queue.unshift(bottom);
        prune();
      }
      prune();
    };
    return {
      hit(object) {
        if (state[object] === LIR) {
          toTop(object);
          prune();
        } else if (stacked[object] === 1 && sizes[object]! <= limit) {
          queue.remove(object);
          becomeLir(object);
        } else {
          toTop(object);
          queue.moveToFront(object);
          prune();
        }
      },
      inserted(object, size) {
        if (filling && lirBytes + size > limit) filling = false;
        if ((filling || state[object] === GHOST) && size <= limit) {
          becomeLir(object);
          return;
        }
        state[object] = HIR;
        toTop(object);
        queue.unshift(object);
        prune();
      },
      victim: () => (queue.empty ? stack.last : queue.last),
      removed(object) {
        if (state[object] === LIR) {
          lirBytes -= sizes[object]!;
          state[object] = UNKNOWN;
          unstack(object);
          prune();
        } else {
          queue.remove(object);
          state[object] = stacked[object] === 1 ? GHOST : UNKNOWN;
        }
      },
    };
  },
});
