/**
 * W-TinyLFU: newcomers pass through a small LRU window; what leaves it enters the main cache, an SLRU,
 * only if it was asked for more often of late than those that would have to go. Source: Einziger,
 * Friedman and Manes, "TinyLFU: A Highly Efficient Cache Admission Policy", ACM ToS 13(4), 2017; for
 * sizes, Einziger, Eytan, Friedman and Manes, "Lightweight Robust Size Aware Cache Management", ACM ToS
 * 18(3), 2022, rule AV: the candidate must outdo its victims taken together.
 *
 * Frequencies are four bits that are halved after ten requests for each resident; the paper's sketch
 * is a table here, because ids are dense, and so never confuses two objects. It is sized by objects
 * and never by bytes. An object larger than the window goes straight to the contest for the main cache.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes } from "../units.ts";
import { definePolicy, type Policy } from "./policy.ts";
import { RecencyLists } from "./recency-list.ts";

const WINDOW = 0;
const PROBATION = 1;
const PROTECTED = 2;
const MAX_FREQUENCY = 15;
/** Requests for each resident after which all frequencies are halved. */
const SAMPLE = 10;

export const wTinyLfu = definePolicy({
  name: "w-tinylfu",
  summary: "a window for newcomers, and a main cache for what outdoes its victims in frequency",
  source: "Einziger et al., ACM ToS 13(4), 2017, and 18(3), 2022, rule AV",
  parameters: {
    window: {
      dimension: "ratio",
      default: 0.01,
      description: "share of the capacity for the window",
    },
    protected: {
      dimension: "ratio",
      default: 0.8,
      description: "share of the main cache for objects that were hit in it",
    },
  },
  caches: true,
  bytesPerObject: () => 14,
  create({ sizes, capacity }, parameters) {
    const lists = new RecencyLists(sizes.length, 3);
    const segment = new Uint8Array(sizes.length);
    const bytes = new Float64Array(3);
    const windowLimit = parameters.window * capacity;
    const mainLimit = capacity - windowLimit;
    const protectedLimit = parameters.protected * mainLimit;
    const frequency = new Frequency(sizes.length);
    let residents = 0;
    /** The newcomer's bytes, and the list that it is going to. */
    let incoming: Bytes = 0;
    let destination = WINDOW;

    const put = (object: ObjectId, list: number): void => {
      bytes[segment[object]!]! -= sizes[object]!;
      bytes[list]! += sizes[object]!;
      segment[object] = list;
      lists.moveToFront(list, object);
    };
    const mainBytes = (): Bytes => bytes[PROBATION]! + bytes[PROTECTED]!;
    const mainVictim = (): ObjectId => lists.last(lists.empty(PROBATION) ? PROTECTED : PROBATION);
    /** Whether an object outdoes all those that have to leave the main cache for it. */
    const outdoes = (object: ObjectId): boolean => {
      const worth = frequency.of(object);
      let excess = mainBytes() + sizes[object]! - mainLimit;
      let list = PROBATION;
      let victim = lists.empty(list) ? undefined : lists.last(list);
      let rivals = 0;
      while (excess > 0) {
        if (victim === undefined) {
          if (list === PROTECTED || lists.empty(PROTECTED)) break;
          list = PROTECTED;
          victim = lists.last(list);
        }
        rivals += frequency.of(victim);
        if (worth <= rivals) return false;
        excess -= sizes[victim]!;
        victim = lists.before(victim);
      }
      return true;
    };
    const policy: Policy = {
      hit(object) {
        frequency.add(object, residents);
        if (segment[object] === WINDOW || sizes[object]! > protectedLimit) {
          lists.moveToFront(segment[object]!, object);
          return;
        }
        put(object, PROTECTED);
        while (bytes[PROTECTED]! > protectedLimit) put(lists.last(PROTECTED), PROBATION);
      },
      miss: (object) => frequency.add(object, residents),
      admits(object, size, room) {
        incoming = size;
        destination = size > windowLimit ? PROBATION : WINDOW;
        return destination === WINDOW || size <= room || outdoes(object);
      },
      inserted(object, size) {
        segment[object] = destination;
        bytes[destination]! += size;
        lists.unshift(destination, object);
        residents++;
      },
      victim() {
        if (destination === WINDOW) {
          while (bytes[WINDOW]! + incoming > windowLimit && !lists.empty(WINDOW)) {
            const candidate = lists.last(WINDOW);
            const size = sizes[candidate]!;
            if (mainBytes() + size > mainLimit) {
              return outdoes(candidate) ? mainVictim() : candidate;
            }
            put(candidate, PROBATION);
          }
        }
        return mainBytes() > 0 ? mainVictim() : lists.last(WINDOW);
      },
      removed(object) {
        bytes[segment[object]!]! -= sizes[object]!;
        lists.remove(object);
        residents--;
      },
    };
    return policy;
  },
});

/** How often each object was asked for of late: up to 15, halved now and then for all at once. */
class Frequency {
  readonly #count: Uint8Array;
  /** The halving up to which the count of an object is right, by object. */
  readonly #halved: Uint32Array;
  #halvings = 0;
  #requests = 0;

  constructor(objects: number) {
    this.#count = new Uint8Array(objects);
    this.#halved = new Uint32Array(objects);
  }

  of(object: ObjectId): number {
    return this.#count[object]! >> Math.min(4, this.#halvings - this.#halved[object]!);
  }

  /** A request, while that many objects are resident. */
  add(object: ObjectId, residents: number): void {
    this.#count[object] = Math.min(MAX_FREQUENCY, this.of(object) + 1);
    this.#halved[object] = this.#halvings;
    if (++this.#requests >= SAMPLE * Math.max(1, residents)) {
      this.#requests = 0;
      this.#halvings++;
    }
  }
}
