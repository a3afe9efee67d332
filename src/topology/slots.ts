/** The requests in flight: typed arrays in which a request holds one slot from arrival to last byte. */

import { NONE } from "../engine/link.ts";
import { FETCHED, type ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { LEGS, type Leg, type Legs } from "./legs.ts";

/** A fetch of the registry's own after a client was redirected. */
export const FILL = 3;
/** A fetch of the registry's own before any client has asked. */
export const AHEAD = 4;

export class Slots {
  /** Index of the request, by slot; NONE for a fetch ahead. */
  request = new Int32Array(64);
  /** Its image pull. */
  pull = new Uint32Array(64);
  /** When the client sent it. */
  started = new Float64Array(64);
  /** The registry server that has it; before it has one, the one that had it as recorded. */
  host = new Uint16Array(64);
  /** Transfers that have to end before the client has the last byte. */
  transfers = new Uint8Array(64);
  /** Bytes of the object. */
  size = new Float64Array(64);
  /** What became of it: HIT, DELAYED, FETCHED, or a fetch of the registry's own. */
  outcome = new Uint8Array(64);
  #object = new Int32Array(64);
  /** Service time of each leg in seconds, slot by slot. */
  #services = new Float64Array(64 * LEGS);
  /** Free slots, and those who wait for a fetch in order of arrival, as linked lists. */
  #next = new Int32Array(64);
  #firstWaiter = new Int32Array(64);
  #lastWaiter = new Int32Array(64);
  #free = NONE;
  #used = 0;

  /** Gives a request of the current batch a slot. */
  take(request: number, started: Seconds, legs: Legs): number {
    const { requests, sampled, columns, size, pull } = legs;
    const at = request - legs.from;
    const object = requests.object[at]! as ObjectId;
    const slot = this.#begin(request, object, started);
    this.size[slot] = size[at]!;
    this.pull[slot] = pull[at]!;
    this.outcome[slot] = FETCHED;
    this.transfers[slot] = 1;
    const services = this.#services;
    for (let i = 0; i < sampled.length; i++) {
      const leg = sampled[i]!;
      services[slot * LEGS + leg] = columns[leg]![at]!;
    }
    return slot;
  }

  /** Gives a fetch ahead a slot; the times of its legs are to be set. */
  takeAhead(object: ObjectId, size: Bytes, started: Seconds): number {
    const slot = this.#begin(NONE, object, started);
    this.size[slot] = size;
    this.outcome[slot] = AHEAD;
    return slot;
  }

  /** The object asked for. */
  object(slot: number): ObjectId {
    return this.#object[slot]! as ObjectId;
  }

  setService(slot: number, leg: Leg, seconds: Seconds): void {
    this.#services[slot * LEGS + leg] = seconds;
  }

  /** How long that leg of the request takes at a server of its own. */
  service(slot: number, leg: Leg): Seconds {
    return this.#services[slot * LEGS + leg]!;
  }

  /** The least index of a request that has a slot and a client who waits; `Infinity` for none. */
  get oldest(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < this.#used; slot++) {
      const request = this.request[slot]!;
      if (request === NONE || request >= oldest) continue;
      if (this.outcome[slot]! <= FETCHED) oldest = request;
    }
    return oldest;
  }

  release(slot: number): void {
    this.request[slot] = NONE;
    this.#next[slot] = this.#free;
    this.#free = slot;
  }

  /** `waiter` waits for the fetch of `fetcher`, behind those who do already. */
  wait(fetcher: number, waiter: number): void {
    if (this.#firstWaiter[fetcher] === NONE) this.#firstWaiter[fetcher] = waiter;
    else this.#next[this.#lastWaiter[fetcher]!] = waiter;
    this.#lastWaiter[fetcher] = waiter;
    this.#next[waiter] = NONE;
  }

  firstWaiter(fetcher: number): number {
    return this.#firstWaiter[fetcher]!;
  }

  nextWaiter(waiter: number): number {
    return this.#next[waiter]!;
  }

  #begin(request: number, object: ObjectId, started: Seconds): number {
    const slot = this.#claim();
    this.request[slot] = request;
    this.started[slot] = started;
    this.#object[slot] = object;
    this.#firstWaiter[slot] = NONE;
    return slot;
  }

  #claim(): number {
    if (this.#free === NONE) {
      if (this.#used === this.request.length) this.#grow();
      return this.#used++;
    }
    const slot = this.#free;
    this.#free = this.#next[slot]!;
    return slot;
  }

  #grow(): void {
    const length = 2 * this.request.length;
    this.request = wider(this.request, new Int32Array(length));
    this.pull = wider(this.pull, new Uint32Array(length));
    this.started = wider(this.started, new Float64Array(length));
    this.size = wider(this.size, new Float64Array(length));
    this.outcome = wider(this.outcome, new Uint8Array(length));
    this.#object = wider(this.#object, new Int32Array(length));
    this.host = wider(this.host, new Uint16Array(length));
    this.transfers = wider(this.transfers, new Uint8Array(length));
    this.#services = wider(this.#services, new Float64Array(length * LEGS));
    this.#next = wider(this.#next, new Int32Array(length));
    this.#firstWaiter = wider(this.#firstWaiter, new Int32Array(length));
    this.#lastWaiter = wider(this.#lastWaiter, new Int32Array(length));
  }
}

function wider<A extends Int32Array | Uint32Array | Float64Array | Uint16Array | Uint8Array>(
  from: A,
  into: A,
): A {
  into.set(from);
  return into;
}
