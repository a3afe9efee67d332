/**
 * Belady's rule: the object whose next request is furthest away goes first. It knows the future, so
 * it is a bound and no policy to run: with equal sizes, and the right to turn a newcomer away, no
 * policy has more hits. It is blind to sizes, and where they differ it is no bound at all. Source:
 * Belady, "A Study of Replacement Algorithms for a Virtual-Storage Computer", IBM Systems Journal
 * 5(2), 1966. Among objects that are never asked for again the stalest goes first, which moves no hit.
 * What it knows is the requests of all: of several caches side by side, each takes itself for the only one.
 */

import { Contest } from "./contest.ts";
import { Upcoming } from "./future.ts";
import { ObjectHeap } from "./object-heap.ts";
import { definePolicy } from "./policy.ts";

export const belady = definePolicy({
  name: "belady",
  summary: "knows the future: evicts the object whose next request is furthest away",
  source: "Belady, IBM Systems Journal 5(2), 1966",
  parameters: {
    bypass: {
      choices: ["no", "yes"],
      default: "no",
      description: "whether a newcomer that would have to go first is not kept at all",
    },
  },
  needs: ["future"],
  caches: true,
  bytesPerObject: () => 28,
  create({ sizes, future }, { bypass }) {
    const upcoming = new Upcoming(future);
    const residents = new ObjectHeap(sizes.length);
    const contest = new Contest(residents, sizes);
    return {
      hit: (object) => residents.set(object, -upcoming.advance(object)),
      miss(object) {
        upcoming.advance(object);
      },
      admits: (object, size, room) =>
        bypass === "no" || contest.wins(-upcoming.of(object), size, room),
      inserted: (object) => residents.set(object, -upcoming.of(object)),
      victim: () => residents.first,
      removed: (object) => residents.remove(object),
    };
  },
});
