/** Every policy of the catalog passes the conformance suite. */

import { expect, test } from "vitest";
import { ADMISSIONS, POLICIES, PREFETCHERS } from "./catalog.ts";
import { type Claim, conforms } from "./conformance.ts";

/** Policies as they are asked for, and what each is excused from. */
const CASES: Record<string, Partial<Record<Claim, string>>> = {
  none: { "only cold misses above the footprint": "it keeps nothing" },
  infinite: {},
  random: {},
  fifo: {},
  clock: {},
  sieve: {},
  lru: {},
  slru: {},
  "2q": {},
  arc: {},
  "s3-fifo": {},
  lirs: {},
  "lirs:hir=0.2": {},
  "w-tinylfu": {},
  "w-tinylfu:window=0.2": {},
  lfu: {},
  "lfu-da": {},
  gdsf: {},
  "gd-latency": {},
  "gd-latency:frequency=no": {},
  lhd: {},
  "lhd:interval=30,samples=3": {},
  "second-hit+lru": { "only cold misses above the footprint": "it misses the second request, too" },
  "second-hit:window=20,count=3+s3-fifo": {
    "only cold misses above the footprint": "it misses the first three requests",
  },
  "adaptsize:interval=20": {},
  "second-hit+adaptsize:interval=20+gdsf": {
    "only cold misses above the footprint": "it misses the second request, too",
  },
  "prefetch+lru": {},
  "prefetch:look-up=60,retention=5+arc": {
    "only cold misses above the footprint": "what nobody asks for in time goes",
  },
  "prefetch:variant=lcpa+lru": {},
  "prefetch:variant=lcpa,correlation=0.1,retention=3+gdsf": {
    "only cold misses above the footprint": "what nobody asks for in time goes",
  },
  "r-cache:max-share=1,half-life=20": {},
  "r-cache:small=none,half-life=20,granularity=image": {},
  "r-cache:max-share=0.5": {
    "only cold misses above the footprint": "an object may be larger than its share",
  },
  "r-cache:small=none,hot=count": {
    "only cold misses above the footprint": "it misses the second request, too",
  },
  "r-cache:small=none,hot=none,granularity=image": {},
  "two-level:max-in-memory=unlimited": {},
  "two-level:ssd=0.5,max-in-memory=unlimited": {
    "only cold misses above the footprint": "an object may fit neither level",
  },
  belady: {},
  "belady:bypass=yes": {},
  "belady-size": {},
  "pfoo-l": {},
};

for (const [text, excused] of Object.entries(CASES)) conforms(text, excused);

test("no policy is left out", () => {
  const parts = Object.keys(CASES).flatMap((text) => text.split("+"));
  const tried = new Set(parts.map((text) => text.split(":")[0]!));
  const all = [...POLICIES, ...ADMISSIONS, ...PREFETCHERS].map(({ name }) => name);
  expect(all.filter((name) => !tried.has(name))).toEqual([]);
});
