/**
 * LHD, least hit density: evicts the object with the fewest expected hits for the bytes and the time
 * that it will take up, as learnt from the ages at which objects were hit or evicted. Source:
 * Beckmann, Chen and Cidon, "LHD: Improving Cache Hit Rate by Maximizing Hit Density", NSDI'18,
 * sections 4 and 5, with the constants of its authors' code: objects are told apart by the ages at
 * their last two hits (16 classes; no application classes here), victims are the worst of 32 drawn at
 * random and of the eight admitted last, and a hundredth of the cache holds explorers, which are
 * spared so that old ages are seen at all.
 *
 * Before the first reconfiguration all classes are ranked as the authors' code does, by hits to be
 * expected ÷ age. Ages count requests. Sizes enter the rank, so that the unit does not matter.
 */

import type { ObjectId } from "../request.ts";
import { AGE_CLASSES, HitDensity, MAX_AGE } from "./hit-density.ts";
import { definePolicy } from "./policy.ts";

const RECENTLY_ADMITTED = 8;
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
    let admissions = 0;
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
      if (explorer[object] === 1 && age < MAX_AGE - 1) return Number.POSITIVE_INFINITY;
      return density.of(kind[object]!, age) / sizes[object]!;
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
        admitted[admissions++ % RECENTLY_ADMITTED] = object;
        lastAge[object] = MAX_AGE;
        kind[object] = AGE_CLASSES.of(MAX_AGE);
        explorer[object] = 0;
        explore(object);
        tick(object);
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
