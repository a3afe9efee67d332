/**
 * Bare loops: nothing but one policy's bookkeeping on typed arrays, to see what a whole simulator
 * costs beside it. Each gives its hits, which must be those of the policy of that name.
 */

/** Replays requests in one cache, without latency; the number of hits. */
export type BareLoop = (object: Uint32Array, sizes: Float64Array, capacity: number) => number;

/** A circular list in two arrays; index `objects` is its sentinel. */
function emptyList(objects: number) {
  const next = new Int32Array(objects + 1);
  const previous = new Int32Array(objects + 1);
  next[objects] = objects;
  previous[objects] = objects;
  return { next, previous };
}

export const lru: BareLoop = (object, sizes, capacity) => {
  const head = sizes.length;
  const { next, previous } = emptyList(head);
  const held = new Uint8Array(head);
  let occupancy = 0;
  let hits = 0;
  for (let i = 0; i < object.length; i++) {
    const id = object[i]!;
    if (held[id] === 1) {
      hits++;
      const after = next[id]!;
      const before = previous[id]!;
      next[before] = after;
      previous[after] = before;
    } else {
      const size = sizes[id]!;
      if (size > capacity) continue;
      while (occupancy + size > capacity) {
        const victim = previous[head]!;
        const before = previous[victim]!;
        next[before] = head;
        previous[head] = before;
        held[victim] = 0;
        occupancy -= sizes[victim]!;
      }
      held[id] = 1;
      occupancy += size;
    }
    const first = next[head]!;
    next[id] = first;
    previous[id] = head;
    previous[first] = id;
    next[head] = id;
  }
  return hits;
};

export const fifo: BareLoop = (object, sizes, capacity) => {
  // Who is resident stands in the queue once: a ring of as many places as there are objects.
  const ring = new Int32Array(sizes.length + 1);
  const held = new Uint8Array(sizes.length);
  let [head, tail, occupancy, hits] = [0, 0, 0, 0];
  for (let i = 0; i < object.length; i++) {
    const id = object[i]!;
    if (held[id] === 1) {
      hits++;
      continue;
    }
    const size = sizes[id]!;
    if (size > capacity) continue;
    while (occupancy + size > capacity) {
      const victim = ring[tail]!;
      tail = tail + 1 === ring.length ? 0 : tail + 1;
      held[victim] = 0;
      occupancy -= sizes[victim]!;
    }
    ring[head] = id;
    head = head + 1 === ring.length ? 0 : head + 1;
    held[id] = 1;
    occupancy += size;
  }
  return hits;
};

export const clock: BareLoop = (object, sizes, capacity) => {
  const ring = new Int32Array(sizes.length + 1);
  // 0 absent, 1 resident, 2 asked for since.
  const state = new Uint8Array(sizes.length);
  let [head, tail, occupancy, hits] = [0, 0, 0, 0];
  for (let i = 0; i < object.length; i++) {
    const id = object[i]!;
    if (state[id]! > 0) {
      hits++;
      state[id] = 2;
      continue;
    }
    const size = sizes[id]!;
    if (size > capacity) continue;
    while (occupancy + size > capacity) {
      const victim = ring[tail]!;
      tail = tail + 1 === ring.length ? 0 : tail + 1;
      if (state[victim] === 2) {
        state[victim] = 1;
        ring[head] = victim;
        head = head + 1 === ring.length ? 0 : head + 1;
      } else {
        state[victim] = 0;
        occupancy -= sizes[victim]!;
      }
    }
    ring[head] = id;
    head = head + 1 === ring.length ? 0 : head + 1;
    state[id] = 1;
    occupancy += size;
  }
  return hits;
};

export const sieve: BareLoop = (object, sizes, capacity) => {
  // Those before `passed` have been spared by the hand; between it and the hand nobody is left.
  const queue = new Int32Array(2 * sizes.length);
  // 0 absent, 1 resident, 2 asked for since.
  const state = new Uint8Array(sizes.length);
  let [passed, hand, end, occupancy, hits] = [0, 0, 0, 0, 0];
  for (let i = 0; i < object.length; i++) {
    const id = object[i]!;
    if (state[id]! > 0) {
      hits++;
      state[id] = 2;
      continue;
    }
    const size = sizes[id]!;
    if (size > capacity) continue;
    while (occupancy + size > capacity) {
      const victim = queue[hand]!;
      if (state[victim] === 2) {
        state[victim] = 1;
        queue[passed++] = victim;
      } else {
        state[victim] = 0;
        occupancy -= sizes[victim]!;
      }
      if (++hand < end) continue;
      end = passed;
      passed = 0;
      hand = 0;
    }
    if (end === queue.length) {
      queue.copyWithin(passed, hand, end);
      end -= hand - passed;
      hand = passed;
    }
    queue[end++] = id;
    state[id] = 1;
    occupancy += size;
  }
  return hits;
};
