/**
 * Dense object ids by priority, least first, where nobody who comes or moves is ranked before the last
 * that went first: as under greedy-dual, whose inflation is the priority of the last victim. Among equal
 * priorities the one that was set first comes first. Source: Ahuja, Mehlhorn, Orlin and Tarjan, "Faster
 * Algorithms for the Shortest Path Problem", JACM 37(2), 1990: a bucket holds those whose priority
 * differs in the same highest bit from a base, which nobody's is below, so that nothing is compared but
 * within the lowest bucket. When there are many in it, its least becomes the base, and the others are
 * shared out to the buckets below. O(1) to come, to move and to go; an object is shared out at most once
 * a bit, and far less often as a rule. 36 bytes an object, of which 32 are only ever touched for as many
 * as are there at once.
 */

import type { ObjectId } from "../request.ts";

/** A priority is sixteen digits of four bits; a bucket is a digit's place and its value. */
const PLACES = 16;
const DIGITS = 16;
/** The last bucket is for priorities that are equal to the base. */
const EQUAL = PLACES * DIGITS;
const BUCKETS = EQUAL + 1;
/**
 * Entries of a node, in words of 32 bits: its priority, the nodes behind and before it, its object and how
 * often that was used. Two are left over, so that no node lies in two lines of the processor's cache.
 */
const NODE = 8;
const NEXT = 2;
const PREVIOUS = 3;
const OBJECT = 4;
const USES = 5;
/** To compare as many again is quicker than to share them out. */
const FEW = 8;
/** Which half of a priority has its sign, exponent and leading bits: depends on the byte order. */
const HIGH = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;
const LOW = 1 - HIGH;

export class RadixHeap {
  // Node b is the sentinel between the newest and the oldest of bucket b. Objects have the nodes behind, and
  // newcomers those that were given back last: who is there stands close together, however many are not.
  readonly #priority: Float64Array;
  readonly #words: Int32Array;
  /** By object: the node of one that is there. */
  readonly #nodeOf: Int32Array;
  /** The node that was given back last, none for 0; and the number of nodes that were ever in use. */
  #spare = 0;
  #end = BUCKETS;
  /** How many were compared to find the first. */
  #compared = 0;
  /** The two halves of the base. */
  #baseHigh = 0;
  #baseLow = 0;
  /** A bit for each place of which a bucket is not empty, and by place for each digit; and for some that are. */
  #places = 0;
  readonly #digits = new Int32Array(PLACES);

  /** A heap of any of the objects 0 to `objects` − 1, empty at first; priorities are at least 0. */
  constructor(objects: number) {
    const buffer = new ArrayBuffer(4 * NODE * (objects + BUCKETS));
    this.#priority = new Float64Array(buffer);
    this.#words = new Int32Array(buffer);
    this.#nodeOf = new Int32Array(objects);
    for (let sentinel = 0; sentinel < NODE * BUCKETS; sentinel += NODE) {
      this.#words[sentinel + NEXT] = sentinel;
      this.#words[sentinel + PREVIOUS] = sentinel;
    }
  }

  /** Puts an object in that is not there, as one that is used for the first time. */
  add(object: ObjectId, priority: number): void {
    let node = this.#spare;
    if (node === 0) node = NODE * this.#end++;
    else this.#spare = this.#words[node + NEXT]!;
    this.#nodeOf[object] = node;
    this.#words[node + OBJECT] = object;
    this.#words[node + USES] = 1;
    this.#priority[node >> 1] = priority;
    this.#append(node);
  }

  /** Counts one more use of an object that is there, and gives how many there were: its coming is the first. */
  use(object: ObjectId): number {
    return ++this.#words[this.#nodeOf[object]! + USES]!;
  }

  /** Moves an object that is there to a new priority. */
  move(object: ObjectId, priority: number): void {
    const node = this.#nodeOf[object]!;
    this.#unlink(node);
    this.#priority[node >> 1] = priority;
    this.#append(node);
  }

  /** The object of least priority; not a valid id when the heap is empty. */
  get first(): ObjectId {
    const words = this.#words;
    const sentinel = this.#lowest();
    let first = words[sentinel + NEXT]!;
    this.#compared = 0;
    if (sentinel !== NODE * EQUAL) {
      let least = this.#priority[first >> 1]!;
      for (let node = words[first + NEXT]!; node !== sentinel; node = words[node + NEXT]!) {
        this.#compared++;
        const priority = this.#priority[node >> 1]!;
        if (priority >= least) continue;
        first = node;
        least = priority;
      }
    }
    return words[first + OBJECT]! as ObjectId;
  }

  /** Takes an object out that is there. */
  remove(object: ObjectId): void {
    const node = this.#nodeOf[object]!;
    this.#unlink(node);
    this.#giveBack(node);
  }

  /** Takes out the {@link first}, and gives its priority: nobody will be ranked before it from now on. */
  removeFirst(object: ObjectId): number {
    const words = this.#words;
    const gone = this.#nodeOf[object]!;
    const priority = this.#priority[gone >> 1]!;
    this.#unlink(gone);
    const high = words[gone + HIGH]!;
    const low = words[gone + LOW]!;
    if (this.#compared > FEW && (high !== this.#baseHigh || low !== this.#baseLow)) {
      const sentinel = this.#sentinelOf(gone);
      this.#baseHigh = high;
      this.#baseLow = low;
      let node = words[sentinel + NEXT]!;
      words[sentinel + NEXT] = sentinel;
      words[sentinel + PREVIOUS] = sentinel;
      while (node !== sentinel) {
        const next = words[node + NEXT]!;
        this.#append(node);
        node = next;
      }
    }
    this.#giveBack(gone);
    return priority;
  }

  #giveBack(node: number): void {
    this.#words[node + NEXT] = this.#spare;
    this.#spare = node;
  }

  /** The sentinel of the lowest bucket that is not empty; of the lowest where all are. */
  #lowest(): number {
    const words = this.#words;
    const equal = NODE * EQUAL;
    if (words[equal + NEXT] !== equal) return equal;
    while (this.#places !== 0) {
      const place = lowestBit(this.#places);
      for (let digits = this.#digits[place]!; digits !== 0; digits &= digits - 1) {
        const sentinel = NODE * (DIGITS * place + lowestBit(digits));
        if (words[sentinel + NEXT] !== sentinel) {
          this.#digits[place] = digits;
          return sentinel;
        }
      }
      this.#places &= this.#places - 1;
      this.#digits[place] = 0;
    }
    return equal;
  }

  /** The sentinel of the bucket for a node's priority, which is noted to be not empty. */
  #sentinelOf(node: number): number {
    const high = this.#words[node + HIGH]!;
    const low = this.#words[node + LOW]!;
    let place: number;
    let digit: number;
    if (high !== this.#baseHigh) {
      const at = (31 - Math.clz32(high ^ this.#baseHigh)) >> 2;
      place = PLACES / 2 + at;
      digit = (high >>> (4 * at)) & (DIGITS - 1);
    } else if (low !== this.#baseLow) {
      place = (31 - Math.clz32(low ^ this.#baseLow)) >> 2;
      digit = (low >>> (4 * place)) & (DIGITS - 1);
    } else return NODE * EQUAL;
    this.#places |= 1 << place;
    this.#digits[place]! |= 1 << digit;
    return NODE * (DIGITS * place + digit);
  }

  /** Puts a node into its bucket as the newest. */
  #append(node: number): void {
    const words = this.#words;
    const sentinel = this.#sentinelOf(node);
    const last = words[sentinel + PREVIOUS]!;
    words[node + NEXT] = sentinel;
    words[node + PREVIOUS] = last;
    words[last + NEXT] = node;
    words[sentinel + PREVIOUS] = node;
  }

  #unlink(node: number): void {
    const words = this.#words;
    const after = words[node + NEXT]!;
    const before = words[node + PREVIOUS]!;
    words[before + NEXT] = after;
    words[after + PREVIOUS] = before;
  }
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
