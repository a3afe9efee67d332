/**
 * R-cache: small hotspot images in the registry's memory. Source: Zhang, "An Image Caching Strategy
 * in Docker Registry Memory for Optimizing Container Startup", section 3.2, which defines none of its
 * words. Its three ideas are switches here, and each of the readings that the text allows is a
 * parameter; docs/model.md, "R-cache", says why the defaults are what they are.
 *
 * - *small*: an object above a limit, in bytes or as a share of the capacity, is never kept.
 * - *hot*: when room is short the newcomer replaces residents only if it is hotter than each of them,
 *   hotness being a count of requests that halves every half-life and outlives eviction (`contest`); or
 *   it is kept only if it was asked for so many times within a window, and the least recently used make
 *   room (`count`).
 * - *de-redundant*: the object store's memory does not hold what the cache holds; that is the host's
 *   work, and the parameter tells it so.
 *
 * With all three off it is LRU. With `granularity=image`, hotness and recency are those of the image,
 * which are those of its hottest and most recent layer, and the layers of one image go one after the
 * other until there is room enough.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { Contest } from "./contest.ts";
import { Hotness } from "./hotness.ts";
import type { Images } from "./images.ts";
import { DEDUPS } from "./neighbour.ts";
import { ObjectHeap } from "./object-heap.ts";
import { definePolicy, type Policy, type Values } from "./policy.ts";
import { RecencyLists } from "./recency-list.ts";
import { RecentRequests } from "./recent-requests.ts";

const PARAMETERS = {
  small: {
    choices: ["limit", "none"],
    default: "limit",
    description: "whether an object above the limit is never kept",
  },
  "max-object": {
    dimension: "bytes",
    default: Number.POSITIVE_INFINITY,
    description: "the limit in bytes; where it is unlimited, max-share is the limit",
  },
  "max-share": {
    dimension: "ratio",
    default: 0.5,
    description: "the limit as a share of the capacity",
  },
  hot: {
    choices: ["contest", "count", "none"],
    default: "contest",
    description: "who may come in: the hotter than its victims, the often asked for, all",
  },
  "half-life": {
    dimension: "seconds",
    default: 6 * 3600,
    description: "hot=contest: time in which an object's request count decays to half",
  },
  count: {
    dimension: "count",
    default: 2,
    description: "hot=count: requests that it takes, the present one included; 1 is plain LRU",
  },
  window: {
    dimension: "seconds",
    default: 86_400,
    description: "hot=count: time within which they have to be made",
  },
  granularity: {
    choices: ["layer", "image"],
    default: "layer",
    description: "what is hot or stale: an object by itself, or all objects of its repository",
  },
  dedup: {
    choices: DEDUPS,
    default: "exclusive",
    description: "which memory gives way where cache and object store would hold the same",
  },
} as const;

export const rCache = definePolicy({
  name: "r-cache",
  summary: "keeps small objects; a newcomer replaces residents only if it is hotter than they are",
  source: "Zhang, R-cache, section 3.2",
  parameters: PARAMETERS,
  needs: ["images"],
  caches: true,
  bytesPerObject: ({ hot, count, granularity }) =>
    24 +
    (hot === "contest" ? 8 : 0) +
    (hot === "count" ? 8 * Math.max(1, Math.ceil(count)) : 0) +
    // For as many images as objects; less where images share theirs.
    (granularity === "image" ? (hot === "contest" ? 32 : 24) : 0),
  create: ({ sizes, capacity, images }, parameters) =>
    new RCache(
      sizes,
      capacity,
      parameters.granularity === "image" ? images : undefined,
      parameters,
    ),
});

class RCache implements Policy {
  readonly #sizes: Float64Array;
  readonly #largest: Bytes;
  readonly #hotness: Hotness | undefined;
  readonly #requests: RecentRequests | undefined;
  /** By object: the unit in which it is hot or stale; undefined where each is its own. */
  readonly #unitOf: Uint32Array | undefined;
  /** The hottest object of each image, as a number; by unit, only with images. */
  readonly #imageHotness: Float64Array | undefined;
  /** Units with residents: the coldest first, or the stalest where hotness is no contest. */
  readonly #units: ObjectHeap;
  /** Bytes of its residents, by unit. */
  readonly #held: Float64Array;
  /** Residents of each image, the most recent first. */
  readonly #layers: RecencyLists | undefined;
  readonly #contest: Contest | undefined;

  constructor(
    sizes: Float64Array,
    capacity: Bytes,
    images: Images | undefined,
    parameters: Values<typeof PARAMETERS>,
  ) {
    const objects = sizes.length;
    const units = images?.count ?? objects;
    this.#sizes = sizes;
    const inBytes = parameters["max-object"];
    const limit = inBytes < Number.POSITIVE_INFINITY ? inBytes : parameters["max-share"] * capacity;
    this.#largest = parameters.small === "none" ? Number.POSITIVE_INFINITY : limit;
    this.#unitOf = images?.of;
    this.#units = new ObjectHeap(units);
    this.#held = images ? new Float64Array(units) : sizes;
    this.#layers = images && new RecencyLists(objects, units);
    if (parameters.hot === "contest") {
      this.#hotness = new Hotness(objects, parameters["half-life"]);
      this.#contest = new Contest(this.#units, this.#held);
      this.#imageHotness = images && new Float64Array(units).fill(Number.NEGATIVE_INFINITY);
    } else if (parameters.hot === "count") {
      const count = Math.max(1, Math.ceil(parameters.count));
      this.#requests = new RecentRequests(objects, count, parameters.window);
    }
  }

  hit(object: ObjectId, now: Seconds): void {
    this.#requested(object, now);
    this.#use(object);
    this.#layers?.moveToFront(this.#unit(object), object);
  }

  miss(object: ObjectId, now: Seconds): void {
    this.#requested(object, now);
  }

  admits(object: ObjectId, size: Bytes, room: Bytes, now: Seconds): boolean {
    if (size > this.#largest) return false;
    if (this.#requests) return this.#requests.enough(object, now);
    return this.#contest?.wins(this.#priority(this.#unit(object)), size, room) ?? true;
  }

  inserted(object: ObjectId, size: Bytes): void {
    this.#use(object);
    if (!this.#layers) return;
    this.#layers.unshift(this.#unit(object), object);
    this.#held[this.#unit(object)]! += size;
  }

  victim(): ObjectId {
    const unit = this.#units.first;
    return this.#layers ? this.#layers.last(unit) : unit;
  }

  removed(object: ObjectId): void {
    const unit = this.#unit(object);
    if (this.#layers) {
      this.#layers.remove(object);
      this.#held[unit]! -= this.#sizes[object]!;
      if (!this.#layers.empty(unit)) return;
    }
    this.#units.remove(unit);
  }

  #unit(object: ObjectId): ObjectId {
    return this.#unitOf ? (this.#unitOf[object]! as ObjectId) : object;
  }

  #requested(object: ObjectId, now: Seconds): void {
    this.#requests?.add(object, now);
    if (!this.#hotness) return;
    const hotness = this.#hotness.warm(object, now);
    if (!this.#imageHotness) return;
    const unit = this.#unit(object);
    if (hotness > this.#imageHotness[unit]!) this.#imageHotness[unit] = hotness;
  }

  /** Where hotness is no contest all are equal, and the one that was used longest ago is first. */
  #priority(unit: ObjectId): number {
    if (this.#imageHotness) return this.#imageHotness[unit]!;
    return this.#hotness?.of(unit) ?? 0;
  }

  #use(object: ObjectId): void {
    const unit = this.#unit(object);
    this.#units.set(unit, this.#priority(unit));
  }
}
