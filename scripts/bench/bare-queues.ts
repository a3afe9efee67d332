/** Bare loops of the policies with several queues, among which objects move. */

import type { BareLoop } from "./bare-lists.ts";

/** Queues of objects that share two arrays; an object that is moved is in one of them, or in none. */
function queues(sizes: Float64Array, count: number) {
  const objects = sizes.length;
  // Index `objects + q` is the sentinel of queue q.
  const next = new Int32Array(objects + count).map((_, i) => i);
  const previous = new Int32Array(next);
  /** By object: its queue; `count` for none. */
  const place = new Uint8Array(objects).fill(count);
  const bytes = new Float64Array(count + 1);
  return {
    place,
    bytes,
    last: (queue: number): number => previous[objects + queue]!,
    empty: (queue: number): boolean => next[objects + queue] === objects + queue,
    move(object: number, queue: number): void {
      const from = place[object]!;
      const size = sizes[object]!;
      bytes[from]! -= size;
      bytes[queue]! += size;
      place[object] = queue;
      if (from < count) {
        const after = next[object]!;
        const before = previous[object]!;
        next[before] = after;
        previous[after] = before;
      }
      if (queue < count) {
        const head = objects + queue;
        const first = next[head]!;
        next[object] = first;
        previous[object] = head;
        previous[first] = object;
        next[head] = object;
      }
    },
  };
}

export const arc: BareLoop = (object, sizes, capacity) => {
  const [T1, T2, B1, B2, NOWHERE] = [0, 1, 2, 3, 4];
  const { place, bytes, last, empty, move } = queues(sizes, 4);
  let target = 0;
  let hits = 0;
  for (let i = 0; i < object.length; i++) {
    const id = object[i]!;
    const from = place[id]!;
    if (from <= T2) {
      hits++;
      move(id, T2);
      continue;
    }
    const size = sizes[id]!;
    if (size > capacity) continue;
    if (from === B1) {
      target = Math.min(capacity, target + size * Math.max(1, bytes[B2]! / bytes[B1]!));
    } else if (from === B2) {
      target = Math.max(0, target - size * Math.max(1, bytes[B1]! / bytes[B2]!));
    }
    while (bytes[T1]! + bytes[T2]! + size > capacity) {
      const recent = bytes[T1]! > target || (from === B2 && bytes[T1] === target);
      if ((recent && !empty(T1)) || empty(T2)) move(last(T1), B1);
      else move(last(T2), B2);
    }
    move(id, from === NOWHERE ? T1 : T2);
    while (bytes[T1]! + bytes[B1]! > capacity && !empty(B1)) move(last(B1), NOWHERE);
    while (bytes[T1]! + bytes[T2]! + bytes[B1]! + bytes[B2]! > 2 * capacity && !empty(B2)) {
      move(last(B2), NOWHERE);
    }
  }
  return hits;
};

export const s3Fifo: BareLoop = (object, sizes, capacity) => {
  const [SMALL, MAIN, GHOST, NOWHERE] = [0, 1, 2, 3];
  const { place, bytes, last, empty, move } = queues(sizes, 3);
  const frequency = new Uint8Array(sizes.length);
  const smallLimit = 0.1 * capacity;
  const mainLimit = capacity - smallLimit;
  const evictMain = (): void => {
    let victim = last(MAIN);
    for (; frequency[victim]! > 0; victim = last(MAIN)) {
      frequency[victim]!--;
      move(victim, MAIN);
    }
    move(victim, NOWHERE);
  };
  const evict = (): void => {
    if (bytes[SMALL]! >= smallLimit || empty(MAIN)) {
      while (!empty(SMALL)) {
        const victim = last(SMALL);
        if (frequency[victim]! < 2) {
          move(victim, GHOST);
          while (bytes[GHOST]! > mainLimit) move(last(GHOST), NOWHERE);
          return;
        }
        frequency[victim] = 0;
        move(victim, MAIN);
        if (bytes[MAIN]! > mainLimit) break;
      }
    }
    evictMain();
  };
  let hits = 0;
  for (let i = 0; i < object.length; i++) {
    const id = object[i]!;
    if (place[id]! <= MAIN) {
      hits++;
      if (frequency[id]! < 3) frequency[id]!++;
      continue;
    }
    const size = sizes[id]!;
    if (size > capacity) continue;
    while (bytes[SMALL]! + bytes[MAIN]! + size > capacity) evict();
    frequency[id] = 0;
    move(id, place[id] === GHOST ? MAIN : SMALL);
  }
  return hits;
};
