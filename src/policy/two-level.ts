/**
 * Two levels: memory of the capacity asked for, and an SSD of ten times that below it. Objects of 100
 * MiB and more go to the SSD at once; what memory has no room for moves down; a hit on the SSD moves
 * the object up, where it is small enough; both are LRU. Source: Anwar et al., FAST'18, section 5, in
 * the reading of its authors' simulator (10, 15 or 20 times the memory), without its defects: counts
 * start with the first request, and nothing that is stale is evicted for what was used since.
 *
 * A hit is a hit on either level; one on the SSD takes its latency more. Where what would have to move
 * down does not fit, because sizes differ, the object stays on the SSD.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes } from "../units.ts";
import { definePolicy } from "./policy.ts";
import { RecencyLists } from "./recency-list.ts";

const MEMORY = 0;
const SSD = 1;

export const twoLevel = definePolicy({
  name: "two-level",
  summary: "LRU in memory above LRU on an SSD; large objects go to the SSD at once",
  source: "Anwar et al., FAST'18, section 5",
  parameters: {
    ssd: { dimension: "count", default: 10, description: "size of the SSD, in memories" },
    "max-in-memory": {
      dimension: "bytes",
      default: 100 * 2 ** 20,
      description: "objects from this size on are kept on the SSD only",
    },
    "ssd-latency": {
      dimension: "seconds",
      default: 1e-4,
      description: "until the SSD gives the first byte (a rule of thumb)",
    },
    "ssd-bandwidth": {
      dimension: "bandwidth",
      default: 500e6,
      description: "at which it is read (a SATA SSD, a rule of thumb)",
    },
  },
  caches: true,
  bytesPerObject: () => 9,
  room: (capacity, { ssd }) => capacity * (1 + ssd),
  create({ sizes, capacity }, parameters) {
    const room = Math.round(capacity / (1 + parameters.ssd));
    const ssdRoom = capacity - room;
    const lists = new RecencyLists(sizes.length, 2);
    const level = new Uint8Array(sizes.length);
    const bytes = new Float64Array(2);
    let incoming: Bytes = 0;
    let destination = MEMORY;

    const levelOf = (size: Bytes): number =>
      size >= parameters["max-in-memory"] || size > room ? SSD : MEMORY;
    const move = (object: ObjectId, to: number): void => {
      bytes[level[object]!]! -= sizes[object]!;
      bytes[to]! += sizes[object]!;
      level[object] = to;
      lists.moveToFront(to, object);
    };
    /** Whether all that has to move down for an object of the SSD to come up fits there. */
    const canSwap = (size: Bytes): boolean => {
      let excess = bytes[MEMORY]! + size - room;
      let down = 0;
      let object = lists.empty(MEMORY) ? undefined : lists.last(MEMORY);
      while (excess > 0 && object !== undefined) {
        down += sizes[object]!;
        excess -= sizes[object]!;
        object = lists.before(object);
      }
      return bytes[SSD]! - size + down <= ssdRoom;
    };
    return {
      hit(object) {
        const size = sizes[object]!;
        if (level[object] === MEMORY || levelOf(size) === SSD || !canSwap(size)) {
          lists.moveToFront(level[object]!, object);
          return;
        }
        move(object, MEMORY);
        while (bytes[MEMORY]! > room) move(lists.last(MEMORY), SSD);
      },
      delay: (object) =>
        level[object] === SSD
          ? parameters["ssd-latency"] + sizes[object]! / parameters["ssd-bandwidth"]
          : 0,
      admits(_object, size) {
        incoming = size;
        destination = levelOf(size);
        return destination === MEMORY || size <= ssdRoom;
      },
      crowded() {
        if (destination === SSD) return bytes[SSD]! + incoming > ssdRoom;
        while (bytes[MEMORY]! + incoming > room) {
          const stale = lists.last(MEMORY);
          if (bytes[SSD]! + sizes[stale]! > ssdRoom) return true;
          move(stale, SSD);
        }
        return false;
      },
      victim: () => lists.last(lists.empty(SSD) ? MEMORY : SSD),
      inserted(object, size) {
        level[object] = destination;
        bytes[destination]! += size;
        lists.unshift(destination, object);
      },
      removed(object) {
        bytes[level[object]!]! -= sizes[object]!;
        lists.remove(object);
      },
    };
  },
});
