/** Tiny cases worked by hand. Letters are objects; `*` stands after a request that hits. */

import { expect, test } from "vitest";
import { replayed } from "../testing/sequences.ts";
import { parsePolicy } from "./catalog.ts";

/** Replays `script`, without its stars, in a cache of that capacity, and puts the stars back. */
async function play(
  policy: string,
  capacity: number,
  script: string,
  sizes: Record<string, number> = {},
): Promise<string> {
  const letters = [...script.replace(/[* ]/g, "")];
  const objects = [...new Set(letters)].sort();
  const { hits } = replayed(await parsePolicy(policy), {
    sizes: objects.map((object) => sizes[object] ?? 1),
    requests: letters.map((letter) => objects.indexOf(letter)),
    capacity,
  });
  return letters.map((letter, i) => letter + (hits[i] ? "*" : "")).join(" ");
}

test("fifo evicts what came first, although it was just asked for", async () => {
  // [a b c], a hits and stays first in line; d evicts a, a evicts b, b evicts c.
  const script = "a b c a* d a b d*";
  expect(await play("fifo", 3, script)).toBe(script);
});

test("fifo evicts as many as it takes, and none for an object larger than the cache", async () => {
  // [a b] hold 4 of 5; c (3) evicts a alone: [b c] hold 5; z (6) is turned away; a (2) evicts b.
  const script = "a b c z b* c* a c* b";
  expect(await play("fifo", 5, script, { a: 2, b: 2, c: 3, z: 6 })).toBe(script);
});

test("lru evicts what was used longest ago", async () => {
  // a, b, c; a again: order b c a; d evicts b; b evicts c; a is still there.
  const script = "a b c a* d b a* c";
  expect(await play("lru", 3, script)).toBe(script);
});

test("clock spares once what was hit", async () => {
  // [a b c], a marked; d: a is spared and goes behind c, b is evicted: [c a d]. b: c is evicted:
  // [a d b]. a hits and is marked. c: a spared, d evicted: [b a c].
  const script = "a b c a* d b a* c b* d";
  expect(await play("clock", 3, script)).toBe(script);
});

test("sieve's hand stays where it evicted", async () => {
  // Oldest first [a b c], a visited. d: the hand clears a, evicts b, rests on c: [a c d].
  // e: c, under the hand, is unvisited and goes, although a is older: [a d e], hand on d.
  // a hits. f: d goes, hand on e: [a e f]. c: e goes: [a f c].
  const script = "a b c a* d e a* f c a* d";
  expect(await play("sieve", 3, script)).toBe(script);
});

test("lfu evicts the least used, the stalest of equals, and forgets counts", async () => {
  // a 2, b 1, c 1: d evicts b (stalest of the ones). e evicts c. b evicts d. a has 3 by now; a is
  // never the least. c evicts e: counts of b, c were forgotten and are 1 again.
  const script = "a a* b c d e a* b c a*";
  expect(await play("lfu", 3, script)).toBe(script);
});

test("lfu-da lets newcomers catch up with yesterday's favourite", async () => {
  // Capacity 2. a reaches 4. b enters at 1; c evicts b: L = 1, c has 2; b evicts c: L = 2, b has 3;
  // c evicts b: L = 3, c has 4; b: a (4, stalest) goes before c (4): L = 4, b has 5. c hits: 6 = 4+2.
  const script = "a a* a* a* b c b c b c* a";
  expect(await play("lfu-da", 2, script)).toBe(script);
  expect(await play("lfu", 2, "a a* a* a* b c b c b c a*")).toBe("a a* a* a* b c b c b c a*");
});

test("gdsf evicts the fewest requests a byte, aged", async () => {
  // Capacity 10. big (8): 1/8. s (1): 1, t (1): 1. u (1): big goes, L = 1/8. big again: needs 8, and
  // of [s t u] only 7 are free: s (1) goes first, L = 1: big gets 1 + 1/8; u has 1 + 1/8 − … = 9/8 too,
  // set before it. v (1): 10 − 8 − 2 = 0 are free; t (1) goes. s (1): L is 1; u and big are at 9/8, u
  // was used longer ago and goes.
  const sizes = { b: 8, s: 1, t: 1, u: 1, v: 1 };
  const script = "b s t u b v s u";
  expect(await play("gdsf", 10, script, sizes)).toBe(script);
  // With hits: s has 2 requests and outlives t.
  expect(await play("gdsf", 2, "s t s* u s* t", sizes)).toBe("s t s* u s* t");
});

test("slru evicts those on probation before the protected", async () => {
  // Capacity 5, protected 4. a and b are hit and protected; c d e on probation (5 of 5).
  // f evicts c; c evicts d. a and b are still there.
  const script = "a a* b b* c d e f c a* b* d";
  expect(await play("slru", 5, script)).toBe(script);
});

test("slru demotes the stalest protected object to probation", async () => {
  // Capacity 4, protected 2 by its share of 0.5: a, b protected; c hit: a is demoted to probation.
  // d fits; e evicts a, which is before d on probation.
  const script = "a a* b b* c c* d e a";
  expect(await play("slru:protected=0.5", 4, script)).toBe(script);
});

test("2q takes what is asked for after it left the queue into its main list", async () => {
  // Capacity 4, Kin 1, Kout 2. a b c d fill A1in. e: A1in (4) > 1, a goes to A1out. a is remembered:
  // b goes to A1out, a into Am. f: A1in is c d e: c goes, A1out [b c]. g: d goes, [c d]: b is
  // forgotten. h: e goes. A1in is f g h, Am is a: a hits. b was forgotten: into A1in, f goes.
  const script = "a b c d e a f g h a* b g* f";
  expect(await play("2q", 4, script)).toBe(script);
});

test("arc keeps what was asked for twice through a scan, and learns from its ghosts", async () => {
  // Capacity 3, target 0. a, a again: T2 = [a]. b c: T1 = [b c]. d: T1 (2) > 0: b to B1. e: c to B1;
  // L1 would be T1 [d e] + B1 [b c] = 4 > 3: b is forgotten. a hits. c is in B1: target 1; T1 [d e]
  // (2) > 1: d to B1; c goes to T2. T1 = [e], T2 = [a c]. f: T1 (1) is not > 1: T2's stalest, a, goes
  // to B2. a is in B2: target 0; T1 [e f] > 0: e goes. a into T2 = [c a].
  const script = "a a* b c d e a* c f a c* f*";
  expect(await play("arc", 3, script)).toBe(script);
});

test("s3-fifo lets only what was hit twice into the main queue, and ghosts straight in", async () => {
  // Capacity 10, S is due from 1. a is hit twice, b once; c to j fill S. k: a moves to M, b (hit once)
  // goes to G. b is in G: c goes, b into M. l: d goes. a and b hit in M; c: e goes and, c being a
  // ghost, into M.
  const script = "a a* a* b b* c d e f g h i j k b l a* b* c d e";
  expect(await play("s3-fifo", 10, script)).toBe(script);
});

test("belady evicts what is needed last", async () => {
  // Capacity 2: at c, a is next at 3, b at 5: b goes. At b, a is next at 7, c at 6: a goes.
  const script = "a b c a* c* b c* a";
  expect(await play("belady", 2, script)).toBe(script);
});

test("belady with bypass does not let a newcomer that is never needed again in", async () => {
  // Capacity 1: b would cost a its hit.
  expect(await play("belady", 1, "a b a")).toBe("a b a");
  expect(await play("belady:bypass=yes", 1, "a b a*")).toBe("a b a*");
});

test("belady-size weighs the distance by the size", async () => {
  // Capacity 5, b is 4 bytes. At c, a is 3 × 1 away and b 1 × 4: b goes. At b, a is 2 × 1 away and c
  // 1 × 1: a goes. Belady without sizes sees only 3 against 1, and sends a away at c.
  expect(await play("belady-size", 5, "a b c b c* a", { b: 4 })).toBe("a b c b c* a");
  expect(await play("belady", 5, "a b c b* c* a", { b: 4 })).toBe("a b c b* c* a");
});

test("infinite keeps everything whatever the capacity", async () => {
  expect(await play("infinite", 1, "a b c a* b* c*")).toBe("a b c a* b* c*");
});

test("two-level moves down what memory has no room for, and up what is hit", async () => {
  // Memory 2, SSD 4 by ssd=2. c: a moves down; d: b moves down; a hits on the SSD and moves up, c down:
  // memory [a d], SSD [c b]. e: d moves down; f: a; now the SSD is full, [a d c b]; g: e moves down and
  // b goes. b: f moves down and c goes. a is on the SSD.
  const script = "a b c d a* e f g b a*";
  expect(await play("two-level:ssd=2", 2, script)).toBe(script);
});

test("two-level keeps large objects on the SSD only", async () => {
  // Memory 3, SSD 6, large from 2 on: x and y (3 each) fill the SSD; z evicts x, and never memory's a.
  const sizes = { x: 3, y: 3, z: 3 };
  const script = "a x y a* x* y* z x";
  expect(await play("two-level:ssd=2,max-in-memory=2", 3, script, sizes)).toBe(script);
});
