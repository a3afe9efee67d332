/**
 * The journey of a pull, as a discrete-event simulation: client → load balancer → registry (its
 * memory) → object store → back. Read it from top to bottom: each leg ends in an event, and each
 * event is one method, in the order in which a request meets them.
 *
 * A request in flight is a slot in typed arrays and an event is one integer, slot and leg; arrivals
 * come from the trace and never enter the calendar, which holds only what is in flight.
 */

import { Calendar } from "../engine/calendar.ts";
import { Link, NONE } from "../engine/link.ts";
import { QueueStation } from "../engine/queue-station.ts";
import type { Cache } from "../policy/cache.ts";
import type { ObjectId, Outcome } from "../request.ts";
import type { Seconds } from "../units.ts";
import type { Legs } from "./legs.ts";
import type { Replay, Served } from "./replay.ts";
import { Slots } from "./slots.ts";
import type { Topology } from "./topology.ts";

// Legs, in the low bits of an event; the slot stands above them.
const FORWARDED = 0;
const HANDLED = 1;
const FETCHED = 2;
const READ = 3;
const SENT = 4;
const LEG_BITS = 3;
/** The one event that belongs to no request: a transfer on the registry's link may have ended. */
const LINK_TICK = -1;

export class Journey implements Replay {
  readonly #legs: Legs;
  readonly #cache: Cache;
  readonly #merges: boolean;
  readonly #served: Served;
  readonly #calendar = new Calendar();
  readonly #loadBalancer: QueueStation;
  readonly #registry: QueueStation;
  readonly #objectStore: QueueStation;
  readonly #link: Link;
  readonly #slots = new Slots();
  /** By object: the slot of the request that is fetching it, or NONE. */
  readonly #fetching: Int32Array;

  /**
   * `merges` says whether a request for an object whose fetch is under way waits for that fetch (a
   * delayed hit) or fetches it again. `served` is told of every request when its last byte arrives.
   */
  constructor(topology: Topology, legs: Legs, cache: Cache, merges: boolean, served: Served) {
    this.#legs = legs;
    this.#cache = cache;
    this.#merges = merges;
    this.#served = served;
    this.#loadBalancer = new QueueStation(this.#calendar, topology.loadBalancer.servers);
    this.#registry = new QueueStation(this.#calendar, topology.registry.servers);
    this.#objectStore = new QueueStation(this.#calendar, topology.objectStore.servers);
    this.#link = new Link(this.#calendar, topology.registry.link, LINK_TICK);
    this.#fetching = new Int32Array(legs.workload.sizes.length).fill(NONE);
  }

  replayBatch(): void {
    const { arrival } = this.#legs.workload.requests;
    for (let i = this.#legs.from; i < this.#legs.to; i++) {
      // What ends at the moment of an arrival has ended before it.
      this.#advanceTo(arrival[i]!);
      this.#arrive(i, arrival[i]!);
    }
  }

  finish(): void {
    this.#advanceTo(Number.POSITIVE_INFINITY);
  }

  /** The client sends a request, and the load balancer takes it. */
  #arrive(request: number, now: Seconds): void {
    const slot = this.#slots.take(request, this.#legs);
    this.#loadBalancer.enter(event(slot, FORWARDED), this.#slots.forward[slot]!, now);
  }

  /** The load balancer has forwarded it, and the registry takes it. */
  #forwarded(slot: number, now: Seconds): void {
    this.#loadBalancer.leave(now);
    this.#registry.enter(event(slot, HANDLED), this.#slots.handle[slot]!, now);
  }

  /** The registry has handled it, and looks the object up in its memory. */
  #handled(slot: number, now: Seconds): void {
    this.#registry.leave(now);
    const object = this.#object(slot);
    if (this.#cache.lookup(object, now)) {
      this.#slots.outcome[slot] = "hit";
      this.#read(slot, now);
    } else if (this.#merges && this.#fetching[object] !== NONE) {
      this.#slots.outcome[slot] = "delayed";
      this.#slots.wait(this.#fetching[object]!, slot);
    } else {
      this.#slots.outcome[slot] = "fetch";
      this.#fetching[object] = slot;
      this.#objectStore.enter(event(slot, FETCHED), this.#slots.fetch[slot]!, now);
    }
  }

  /**
   * The object store has answered; the client has had the bytes as they came, and the policy is
   * offered the object. Whoever waited for this fetch is served from memory, kept or not.
   */
  #fetched(slot: number, now: Seconds): void {
    this.#objectStore.leave(now);
    const object = this.#object(slot);
    this.#cache.offer(object, now);
    if (this.#fetching[object] === slot) this.#fetching[object] = NONE;
    for (let waiter = this.#slots.firstWaiter(slot); waiter !== NONE; ) {
      const next = this.#slots.nextWaiter(waiter);
      this.#read(waiter, now);
      waiter = next;
    }
    this.#sent(slot, now);
  }

  /** The registry reads the object from its memory. */
  #read(slot: number, now: Seconds): void {
    this.#calendar.schedule(now + this.#slots.read[slot]!, event(slot, READ));
  }

  /** It has read it, and sends it over its link. */
  #send(slot: number, now: Seconds): void {
    this.#link.start(event(slot, SENT), this.#size(slot), now);
  }

  /** The client has the last byte. */
  #sent(slot: number, now: Seconds): void {
    const { request, outcome } = this.#slots;
    const index = request[slot]!;
    const latency = now - this.#legs.workload.requests.arrival[index]!;
    this.#served(index, outcome[slot] as Outcome, this.#size(slot), latency);
    this.#slots.release(slot);
  }

  #advanceTo(time: Seconds): void {
    const calendar = this.#calendar;
    while (calendar.nextTime <= time && calendar.length > 0) {
      const now = calendar.nextTime;
      this.#happen(calendar.pop(), now);
    }
  }

  #happen(what: number, now: Seconds): void {
    if (what === LINK_TICK) {
      for (let sent = this.#link.completed(now); sent !== NONE; sent = this.#link.completed(now)) {
        this.#happen(sent, now);
      }
      return;
    }
    const slot = what >> LEG_BITS;
    switch (what & ((1 << LEG_BITS) - 1)) {
      case FORWARDED:
        this.#forwarded(slot, now);
        break;
      case HANDLED:
        this.#handled(slot, now);
        break;
      case FETCHED:
        this.#fetched(slot, now);
        break;
      case READ:
        this.#send(slot, now);
        break;
      case SENT:
        this.#sent(slot, now);
        break;
    }
  }

  #object(slot: number): ObjectId {
    return this.#legs.workload.requests.object[this.#slots.request[slot]!]! as ObjectId;
  }

  #size(slot: number): number {
    return this.#legs.workload.sizes[this.#object(slot)]!;
  }
}

function event(slot: number, leg: number): number {
  return (slot << LEG_BITS) | leg;
}
