/**
 * LHD, least hit density: evicts the object with the fewest expected hits for the bytes and the time
 * that it will take up, as learnt from the ages at which objects were hit or evicted. Source:
 * Beckmann, Chen and Cidon, "LHD: Improving Cache Hit Rate by Maximizing Hit Density", NSDI'18,
 * sections 4 and 5, with the constants of its authors' code (CMU-PDL/lhd, lhd.hpp and lhd.cpp, read in
 * the copy that libCacheSim keeps): objects are told apart by the sum of the ages at their last two hits
 * (16 classes; its 16 application classes have nothing to stand for here). Victims are the worst of 32
 * drawn at random and of the last eight newcomers that ranked below the usual victim. A hundredth of the
 * cache holds explorers, one in 32 of those touched, which are spared so that old ages are seen at all.
 * What has reached the greatest age goes first. Counts decay by 0.9 every 2^20 requests; before that,
 * density is (class + 1) ÷ (age + 1).
 *
 * It differs from that code where the code itself calls its way a shortcut for simulations: there 8 are
 * drawn and explorers are kept for the first 50 reconfigurations, 52 million requests, only, and ages are
 * coarsened at the fifth and the 25th; here at the first eviction and at each. It has 20,000 ages; see
 * hit-density.ts. An explorer has to fit the room that explorers have left.
 *
 * Ages count requests. The rank is hits a byte, bytes counted in capacities as in gd-latency.ts.
 */

import type { ObjectId } from "../request.ts";
import { AGE_CLASSES, HitDensity, MAX_AGE } from "./hit-density.ts";
import { definePolicy } from "./policy.ts";

const RECENTLY_ADMITTED = 8;
/** What is left of the older victims in the mean rank of victims at each eviction. */
const VICTIM_DECAY = 0.9;
/** Bytes that explorers may hold, as a share of the capacity, and the odds of becoming one. */
const EXPLORER_SHARE = 0.01;
const EXPLORER_ODDS = 1 / 32;

export const lhd = definePolicy({
  name: "lhd",
  summary: "evicts the object with the least expected hits a byte, learnt from ages at hits",
  source: "Beckmann et al., LHD, NSDI'18, sections 4 and 5",
  parameters: {
    samples: {
      dimension: "count",
      default: 32,
      description: "residents drawn for each eviction",
    },
    interval: {
      dimension: "count",
      default: 2 ** 20,
      description: "requests between two reconfigurations",
    },
  },
  caches: true,
  bytesPerObject: () => 16,
  create({ sizes, capacity, stream }, { samples, interval }) {
    const residents = new Int32Array(sizes.length);
    const place = new Int32Array(sizes.length);
    let count = 0;
    const admitted = new Int32Array(RECENTLY_ADMITTED).fill(-1);
    let suspects = 0;
    let victimRank = 0;
    const unit = capacity === Number.POSITIVE_INFINITY ? 1 : capacity;
    /** By object: the request that touched it last, and what its last two hits say of it. */
    const touched = new Uint32Array(sizes.length);
    const lastAge = new Uint16Array(sizes.length);
    const kind = new Uint8Array(sizes.length);
    const explorer = new Uint8Array(sizes.length);
    let explorerRoom = EXPLORER_SHARE * capacity;
    const density = new HitDensity();
    let clock = 0;
    let due = interval;
    let evictions = 0;

    const ageOf = (object: number): number => density.age(clock - touched[object]!);
    const tick = (object: ObjectId): void => {
      touched[object] = ++clock;
      if (--due > 0) return;
      due = interval;
      density.reconfigure(count);
    };
    const explore = (object: ObjectId): void => {
      const size = sizes[object]!;
      if (stream() >= EXPLORER_ODDS || explorerRoom < size) return;
      explorer[object] = 1;
      explorerRoom -= size;
    };
    const stopExploring = (object: ObjectId): void => {
      if (explorer[object] === 0) return;
      explorer[object] = 0;
      explorerRoom += sizes[object]!;
    };
    const rank = (object: number): number => {
      const age = ageOf(object);
      if (age === MAX_AGE - 1) return Number.NEGATIVE_INFINITY;
      if (explorer[object] === 1) return Number.POSITIVE_INFINITY;
      return density.of(kind[object]!, age) * (unit / sizes[object]!);
    };
    return {
      hit(object) {
        const age = ageOf(object);
        density.hit(kind[object]!, age);
        kind[object] = AGE_CLASSES.of(age + lastAge[object]!);
        lastAge[object] = age;
        stopExploring(object);
        explore(object);
        tick(object);
      },
      inserted(object) {
        place[object] = count;
        residents[count++] = object;
        lastAge[object] = 0;
        kind[object] = AGE_CLASSES.of(MAX_AGE);
        explorer[object] = 0;
        explore(object);
        tick(object);
        if (rank(object) < victimRank) admitted[suspects++ % RECENTLY_ADMITTED] = object;
      },
      victim() {
        // The cache is full for the first time: now it is known how many objects it holds.
        if (evictions++ === 0) density.coarsen(count);
        let victim = residents[Math.floor(stream() * count)]!;
        let least = rank(victim);
        const consider = (candidate: number): void => {
          const value = rank(candidate);
          if (value >= least) return;
          victim = candidate;
          least = value;
        };
        for (let i = 1; i < samples; i++) consider(residents[Math.floor(stream() * count)]!);
        for (const recent of admitted) {
          const at = recent < 0 ? -1 : place[recent]!;
          if (at >= 0 && at < count && residents[at] === recent) consider(recent);
        }
        if (Number.isFinite(least)) {
          victimRank = VICTIM_DECAY * victimRank + (1 - VICTIM_DECAY) * least;
        }
        return victim as ObjectId;
      },
      removed(object, reason) {
        if (reason === "evicted") density.evicted(kind[object]!, ageOf(object));
        stopExploring(object);
        const last = residents[--count]!;
        residents[place[object]!] = last;
        place[last] = place[object]!;
      },
    };
  },
});
