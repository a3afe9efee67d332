/**
 * The journey of a pull, as a discrete-event simulation: client → load balancer → registry (its
 * memory) → object store (its memory, or a disk) → back. Read it from top to bottom: each leg ends in
 * an event, and each event is one method, in the order in which a request meets them.
 *
 * A request in flight is a slot in typed arrays and an event is one integer, slot and leg; arrivals
 * come from the trace and never enter the calendar, which holds only what is in flight.
 */

import { NONE } from "../engine/link.ts";
import type { Station } from "../engine/station.ts";
import type { Cache } from "../policy/cache.ts";
import type { ObjectId, Outcome } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import type { Followers } from "./followers.ts";
import { HostPicker } from "./host-picker.ts";
import { DISK, FETCH, FORWARD, HANDLE, type Legs, READ, REDIRECT, STORE_READ } from "./legs.ts";
import { type Prefetching, STORE_LEGS } from "./prefetching.ts";
import type { Replay, Served } from "./replay.ts";
import { Slots } from "./slots.ts";
import type { StoreMemory } from "./store-memory.ts";
import { type NamedFigures, Tiers } from "./tiers.ts";
import type { Relay, Topology } from "./topology.ts";

// What an event is the end of (of a pause before it is sent, the last), in its low bits; the slot stands above them.
const FORWARDED = 0;
const HANDLED = 1;
const REDIRECTED = 2;
const ANSWERED = 3;
const DISK_READ = 4;
const STORED = 5;
const ARRIVED = 6;
const READ_OUT = 7;
const SENT = 8;
const SENT_OFF = 9;
const KIND_BITS = 4;

/** What a journey needs besides the topology. */
export interface JourneySetting {
  readonly legs: Legs;
  /** The registry's caches, by host; the same one everywhere where it is shared. */
  readonly caches: readonly Cache[];
  readonly storeMemory: StoreMemory;
  /** Whether a request for an object whose fetch is under way waits for it: a delayed hit. */
  readonly merges: boolean;
  readonly served: Served;
  /** Who is sent only when another has been served; without it, everyone comes as recorded. */
  readonly followers?: Followers | undefined;
  /** What else is fetched; without it, only what is asked for. */
  readonly prefetching?: Prefetching | undefined;
}

export class Journey implements Replay {
  abandoned = false;
  /** How what is fetched is passed on; none where clients are redirected to the object store. */
  readonly #relay: Relay | "none";
  readonly #legs: Legs;
  readonly #caches: readonly Cache[];
  readonly #storeMemory: StoreMemory;
  readonly #merges: boolean;
  readonly #served: Served;
  readonly #followers: Followers | undefined;
  readonly #prefetching: Prefetching | undefined;
  readonly #tiers: Tiers;
  readonly #picker: HostPicker;
  readonly #slots = new Slots();
  /** When a client last had a last byte. */
  #ended: Seconds = 0;
  /** By host, then by object: the slot of the request that is fetching it, or NONE. */
  readonly #fetching: readonly Int32Array[];

  constructor(topology: Topology, setting: JourneySetting) {
    this.#legs = setting.legs;
    this.#caches = setting.caches;
    this.#storeMemory = setting.storeMemory;
    const { misses, relay, coalesce } = topology.registry;
    this.#relay = misses === "redirected" ? "none" : relay;
    // Whoever is redirected fetches for himself.
    this.#merges = setting.merges && coalesce && this.#relay !== "none";
    this.#served = setting.served;
    this.#followers = setting.followers;
    this.#prefetching = setting.prefetching;
    this.#tiers = new Tiers(topology);
    const { workload } = setting.legs;
    this.#picker = new HostPicker(topology, workload);
    const fetching = new Map(
      setting.caches.map((cache) => [cache, new Int32Array(workload.sizes.length).fill(NONE)]),
    );
    this.#fetching = setting.caches.map((cache) => fetching.get(cache)!);
    this.#prefetching?.begin({
      caches: setting.caches,
      home: (object, host) => this.#picker.home(object, host),
      underWay: (object, host) => this.#fetching[host]![object] !== NONE,
      fetch: (object, host, now) => this.#fetchAhead(object, host, now),
    });
  }

  replayBatch(): void {
    if (this.abandoned) return;
    const { arrival } = this.#legs.workload.requests;
    const ahead = this.#prefetching;
    for (let i = this.#legs.from; i < this.#legs.to; i++) {
      for (; ahead && ahead.nextManifest <= arrival[i]!; ahead.manifest()) {
        this.#advanceTo(ahead.nextManifest);
      }
      // What ends at the moment of an arrival has ended before it.
      this.#advanceTo(arrival[i]!);
      if (!this.#followers?.follows(i)) this.#arrive(i, arrival[i]!, arrival[i]!);
    }
    this.abandoned = this.#tiers.overrun;
    if (this.abandoned) this.#tiers.judge(this.#legs.end);
  }

  get oldest(): number {
    if (this.abandoned) return Number.POSITIVE_INFINITY;
    return this.#followers ? 0 : Math.min(this.#legs.to, this.#slots.oldest);
  }

  finish(): void {
    if (this.abandoned) return;
    this.#tiers.judge(this.#legs.end);
    this.#advanceTo(Number.POSITIVE_INFINITY);
  }

  stations(): NamedFigures[] {
    return this.#tiers.figures(this.#ended);
  }

  /** A client is going to send a request at that time. */
  #arrive(request: number, time: Seconds, now: Seconds): void {
    const slot = this.#slots.take(request, time, this.#legs);
    this.#prefetching?.sent(request, this.#legs);
    if (time > now) this.#tiers.calendar.schedule(time, event(slot, SENT_OFF));
    else this.#sentOff(slot, now);
  }

  /** The client has sent it, and the load balancer takes it. */
  #sentOff(slot: number, now: Seconds): void {
    const forwarding = this.#slots.service(slot, FORWARD);
    this.#tiers.loadBalancer.enter(event(slot, FORWARDED), forwarding, now);
  }

  /** The load balancer has picked a registry server, which takes it. */
  #forwarded(slot: number, now: Seconds): void {
    this.#tiers.loadBalancer.leave(now);
    const host = this.#picker.pick(this.#slots.request[slot]!, this.#object(slot));
    this.#slots.host[slot] = host;
    const handling = this.#slots.service(slot, HANDLE);
    this.#tiers.registries[host]!.enter(event(slot, HANDLED), handling, now);
  }

  /** The registry has handled it, and looks the object up in its memory. */
  #handled(slot: number, now: Seconds): void {
    const host = this.#slots.host[slot]!;
    this.#tiers.registries[host]!.leave(now);
    const object = this.#object(slot);
    const fetcher = this.#fetching[host]![object]!;
    this.#prefetching?.expire(now);
    const delay = this.#caches[host]!.delayOf(object);
    const hit = this.#caches[host]!.lookup(object, now);
    if (hit) {
      this.#slots.outcome[slot] = "hit";
      this.#read(slot, now + delay);
    } else if (this.#merges && fetcher !== NONE) {
      this.#slots.outcome[slot] = "delayed";
      this.#slots.wait(fetcher, slot);
    } else {
      this.#slots.outcome[slot] = "fetch";
      this.#fetching[host]![object] = slot;
      if (this.#relay === "none")
        this.#after(this.#slots.service(slot, REDIRECT), slot, REDIRECTED, now);
      else this.#fetch(slot, now);
    }
    this.#prefetching?.requested(this.#slots.request[slot]!, host, !hit, now);
  }

  /** The registry fetches an object that nobody has asked it for. */
  #fetchAhead(object: ObjectId, host: number, now: Seconds): void {
    const ahead = this.#prefetching!;
    const slot = this.#slots.takeAhead(ahead.requestFor(object), now);
    for (const leg of STORE_LEGS) this.#slots.setService(slot, leg, ahead.service(object, leg));
    this.#slots.host[slot] = host;
    this.#fetching[host]![object] = slot;
    this.#fetch(slot, now);
  }

  /** The object store takes it, from the registry or from the redirected client. */
  #fetch(slot: number, now: Seconds): void {
    const answering = this.#slots.service(slot, FETCH);
    this.#tiers.objectStore.enter(event(slot, ANSWERED), answering, now);
  }

  /** The object store has found the object: in its memory, or on a disk, or its answer has it all. */
  #answered(slot: number, now: Seconds): void {
    this.#tiers.objectStore.leave(now);
    const object = this.#object(slot);
    if (this.#storeMemory.lookup(object, now)) {
      this.#after(this.#slots.service(slot, STORE_READ), slot, STORED, now);
      return;
    }
    const disk = this.#diskOf(object);
    if (disk) disk.enter(event(slot, DISK_READ), this.#slots.service(slot, DISK), now);
    else this.#diskRead(slot, now);
  }

  /** The disk has read it. */
  #diskRead(slot: number, now: Seconds): void {
    const object = this.#object(slot);
    this.#diskOf(object)?.leave(now);
    this.#storeMemory.wasRead(object, now);
    this.#stored(slot, now);
  }

  /** The object store sends it. */
  #stored(slot: number, now: Seconds): void {
    if (this.#relay === "end-to-end") {
      this.#arrived(slot, now);
      return;
    }
    this.#tiers.storeLink.start(event(slot, ARRIVED), this.#size(slot), now);
    if (this.#relay === "cut-through" && this.#slots.outcome[slot] !== "ahead") {
      this.#slots.transfers[slot] = 2;
      this.#send(slot, now);
    }
  }

  /**
   * All of it has arrived at the registry, or at the redirected client, and the policy is offered
   * the object. Whoever waited for this fetch is served from memory, kept or not.
   */
  #arrived(slot: number, now: Seconds): void {
    const { outcome } = this.#slots;
    if (outcome[slot] === "fill") {
      this.#slots.release(slot);
      return;
    }
    const object = this.#object(slot);
    const host = this.#slots.host[slot]!;
    const cache = this.#caches[host]!;
    const admissions = cache.admissions;
    const ahead = outcome[slot] === "ahead";
    this.#prefetching?.expire(now);
    if (ahead) this.#prefetching!.arrived(object, host, now, now - this.#slots.started[slot]!);
    else {
      const asked = this.#legs.workload.requests.arrival[this.#slots.request[slot]!]!;
      cache.offer(object, now, now - asked);
    }
    const fetching = this.#fetching[host]!;
    if (fetching[object] === slot) fetching[object] = NONE;
    for (let waiter = this.#slots.firstWaiter(slot); waiter !== NONE; ) {
      const next = this.#slots.nextWaiter(waiter);
      this.#read(waiter, now);
      waiter = next;
    }
    if (ahead) {
      this.#slots.release(slot);
    } else if (this.#relay === "store-and-forward") {
      this.#send(slot, now);
    } else if (this.#relay === "none" && cache.admissions > admissions) {
      // The bytes went past the registry: it fetches a copy of what it keeps for itself.
      this.#account(slot, now);
      outcome[slot] = "fill";
      this.#fetch(slot, now);
    } else {
      this.#sent(slot, now);
    }
  }

  /** The registry reads the object from its memory. */
  #read(slot: number, now: Seconds): void {
    this.#after(this.#slots.service(slot, READ), slot, READ_OUT, now);
  }

  /** The registry sends it over the link of the server that has the request. */
  #send(slot: number, now: Seconds): void {
    const link = this.#tiers.registryLinks[this.#slots.host[slot]!]!;
    link.start(event(slot, SENT), this.#size(slot), now);
  }

  /** A transfer is over: if it was the last of the request, the client has the last byte. */
  #sent(slot: number, now: Seconds): void {
    if (--this.#slots.transfers[slot]! > 0) return;
    this.#account(slot, now);
    this.#slots.release(slot);
  }

  #account(slot: number, now: Seconds): void {
    const { request, started, outcome, host } = this.#slots;
    this.#picker.done(host[slot]!);
    this.#ended = now;
    const what = outcome[slot] as Outcome;
    const index = request[slot]!;
    this.#served(index, what, this.#size(slot), now - started[slot]!, now);
    const followers = this.#followers;
    if (!followers) return;
    for (let next = followers.first(index); next !== NONE; next = followers.next(next)) {
      this.#arrive(next, now + followers.pause(next), now);
    }
  }

  /** Nobody contends for it: it takes its time and ends. */
  #after(delay: Seconds, slot: number, kind: number, now: Seconds): void {
    this.#tiers.calendar.schedule(now + delay, event(slot, kind));
  }

  #advanceTo(time: Seconds): void {
    const { calendar } = this.#tiers;
    while (calendar.nextTime <= time && calendar.length > 0) {
      const now = calendar.nextTime;
      this.#happen(calendar.pop(), now);
    }
  }

  #happen(what: number, now: Seconds): void {
    if (what < 0) {
      const ticking = this.#tiers.ticking(what);
      for (let next = ticking.completed(now); next !== NONE; next = ticking.completed(now)) {
        this.#happen(next, now);
      }
      return;
    }
    const slot = what >> KIND_BITS;
    switch (what & ((1 << KIND_BITS) - 1)) {
      case FORWARDED:
        this.#forwarded(slot, now);
        break;
      case HANDLED:
        this.#handled(slot, now);
        break;
      case REDIRECTED:
        this.#fetch(slot, now);
        break;
      case ANSWERED:
        this.#answered(slot, now);
        break;
      case DISK_READ:
        this.#diskRead(slot, now);
        break;
      case STORED:
        this.#stored(slot, now);
        break;
      case ARRIVED:
        this.#arrived(slot, now);
        break;
      case READ_OUT:
        this.#send(slot, now);
        break;
      case SENT:
        this.#sent(slot, now);
        break;
      case SENT_OFF:
        this.#sentOff(slot, now);
        break;
    }
  }

  #diskOf(object: ObjectId): Station | undefined {
    const { disks } = this.#tiers;
    return disks.length === 0 ? undefined : disks[object % disks.length];
  }

  #object(slot: number): ObjectId {
    return this.#legs.workload.requests.object[this.#slots.request[slot]!]! as ObjectId;
  }

  #size(slot: number): Bytes {
    return this.#legs.workload.sizes[this.#object(slot)]!;
  }
}

function event(slot: number, kind: number): number {
  return (slot << KIND_BITS) | kind;
}
