/**
 * The policies of more than one list, once more: plain, slow and obvious, on arrays. Property tests
 * compare them with those of `policy/`. In every array the object that goes first stands first.
 */

import { bytes, drop, type PlainPolicy } from "./plain-policies.ts";

export const plainSlru: PlainPolicy = (sizes, capacity) => {
  const probation: number[] = [];
  const guarded: number[] = [];
  return (object) => {
    const onProbation = drop(probation, object);
    if (onProbation || drop(guarded, object)) {
      if (sizes[object]! > 0.8 * capacity) probation.push(object);
      else guarded.push(object);
      while (bytes(guarded, sizes) > 0.8 * capacity) probation.push(guarded.shift()!);
      return true;
    }
    if (sizes[object]! > capacity) return false;
    while (bytes(probation, sizes) + bytes(guarded, sizes) + sizes[object]! > capacity) {
      (probation.length > 0 ? probation : guarded).shift();
    }
    probation.push(object);
    return false;
  };
};

export const plainTwoQueue: PlainPolicy = (sizes, capacity) => {
  const a1in: number[] = [];
  const a1out: number[] = [];
  const am: number[] = [];
  return (object) => {
    if (drop(am, object)) {
      am.push(object);
      return true;
    }
    if (a1in.includes(object)) return true;
    if (sizes[object]! > capacity) return false;
    const remembered = a1out.includes(object);
    while (bytes(a1in, sizes) + bytes(am, sizes) + sizes[object]! > capacity) {
      if ((a1in.length > 0 && bytes(a1in, sizes) > 0.25 * capacity) || am.length === 0) {
        a1out.push(a1in.shift()!);
        while (bytes(a1out, sizes) > 0.5 * capacity) a1out.shift();
      } else {
        am.shift();
      }
    }
    drop(a1out, object);
    (remembered ? am : a1in).push(object);
    return false;
  };
};

export const plainS3Fifo: PlainPolicy = (sizes, capacity) => {
  const small: number[] = [];
  const main: number[] = [];
  const ghosts: number[] = [];
  const frequency = new Map<number, number>();
  const evictMain = (): void => {
    for (;;) {
      const tail = main.shift()!;
      const left = frequency.get(tail)!;
      if (left === 0) return;
      frequency.set(tail, left - 1);
      main.push(tail);
    }
  };
  const evictSmall = (): void => {
    while (small.length > 0) {
      const tail = small.shift()!;
      if (frequency.get(tail)! <= 1) {
        ghosts.push(tail);
        while (bytes(ghosts, sizes) > capacity - 0.1 * capacity) ghosts.shift();
        return;
      }
      frequency.set(tail, 0);
      main.push(tail);
      if (bytes(main, sizes) > capacity - 0.1 * capacity) break;
    }
    evictMain();
  };
  const evict = (): void => {
    if (bytes(small, sizes) < 0.1 * capacity && main.length > 0) evictMain();
    else evictSmall();
  };
  return (object) => {
    if (small.includes(object) || main.includes(object)) {
      frequency.set(object, Math.min(3, frequency.get(object)! + 1));
      return true;
    }
    if (sizes[object]! > capacity) return false;
    while (bytes(small, sizes) + bytes(main, sizes) + sizes[object]! > capacity) evict();
    frequency.set(object, 0);
    (drop(ghosts, object) ? main : small).push(object);
    return false;
  };
};

/** ARC in bytes, as `policy/arc.ts` defines it. */
export const plainArc: PlainPolicy = (sizes, capacity) => {
  const [t1, t2, b1, b2]: number[][] = [[], [], [], []] as number[][];
  let target = 0;
  const total = (...lists: (number[] | undefined)[]) =>
    bytes(
      lists.flatMap((l) => l!),
      sizes,
    );
  return (object) => {
    if (drop(t1!, object) || drop(t2!, object)) {
      t2!.push(object);
      return true;
    }
    const size = sizes[object]!;
    if (size > capacity) return false;
    const in1 = b1!.includes(object);
    const in2 = b2!.includes(object);
    if (in1) target = Math.min(capacity, target + size * Math.max(1, total(b2) / total(b1)));
    if (in2) target = Math.max(0, target - size * Math.max(1, total(b1) / total(b2)));
    while (total(t1, t2) + size > capacity) {
      const fromT1 = total(t1) > target || (in2 && total(t1) === target);
      if ((fromT1 && t1!.length > 0) || t2!.length === 0) b1!.push(t1!.shift()!);
      else b2!.push(t2!.shift()!);
    }
    drop(b1!, object);
    drop(b2!, object);
    (in1 || in2 ? t2! : t1!).push(object);
    while (total(t1, b1) > capacity && b1!.length > 0) b1!.shift();
    while (total(t1, t2, b1, b2) > 2 * capacity && b2!.length > 0) b2!.shift();
    return false;
  };
};

/** ARC word for word as figure 4 of its paper has it, for objects of size 1. */
export const plainArcOfPages: PlainPolicy = (_sizes, c) => {
  const t1: number[] = [];
  const t2: number[] = [];
  const b1: number[] = [];
  const b2: number[] = [];
  let p = 0;
  const replace = (x: number): void => {
    if (t1.length > 0 && (t1.length > p || (b2.includes(x) && t1.length === p))) {
      b1.push(t1.shift()!);
    } else {
      b2.push(t2.shift()!);
    }
  };
  return (x) => {
    if (drop(t1, x) || drop(t2, x)) {
      t2.push(x);
      return true;
    }
    if (b1.includes(x)) {
      p = Math.min(c, p + (b1.length >= b2.length ? 1 : b2.length / b1.length));
      replace(x);
      drop(b1, x);
      t2.push(x);
    } else if (b2.includes(x)) {
      p = Math.max(0, p - (b2.length >= b1.length ? 1 : b1.length / b2.length));
      replace(x);
      drop(b2, x);
      t2.push(x);
    } else {
      if (t1.length + b1.length === c) {
        if (t1.length < c) {
          b1.shift();
          replace(x);
        } else {
          t1.shift();
        }
      } else if (t1.length + t2.length + b1.length + b2.length >= c) {
        if (t1.length + t2.length + b1.length + b2.length === 2 * c) b2.shift();
        replace(x);
      }
      t1.push(x);
    }
    return false;
  };
};
