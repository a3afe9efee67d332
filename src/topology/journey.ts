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
import { DELAYED, FETCHED, HIT, type ObjectId, type Outcome, ServedRequests } from "../request.ts";
import type { Seconds } from "../units.ts";
import * as is from "./events.ts";
import type { Followers } from "./followers.ts";
import { HostPicker } from "./host-picker.ts";
import { DISK, FETCH, FORWARD, HANDLE, type Legs, READ, REDIRECT, STORE_READ } from "./legs.ts";
import { type Prefetching, STORE_LEGS } from "./prefetching.ts";
import type { Replay, Served } from "./replay.ts";
import { AHEAD, FILL, Slots } from "./slots.ts";
import type { StoreMemory } from "./store-memory.ts";
import { type NamedFigures, Tiers } from "./tiers.ts";
import type { Relay, Topology } from "./topology.ts";

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
  /** Served, and not told of so far. */
  readonly #accounts = new ServedRequests();
  readonly #followers: Followers | undefined;
  readonly #prefetching: Prefetching | undefined;
  readonly #tiers: Tiers;
  readonly #picker: HostPicker;
  readonly #slots = new Slots();
  /** The time; in a field, because a number that is handed on to each method takes memory each time. */
  #now: Seconds = 0;
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
    this.#picker = new HostPicker(topology, workload.sizes.length);
    const fetching = new Map(
      setting.caches.map((cache) => [cache, new Int32Array(workload.sizes.length).fill(NONE)]),
    );
    this.#fetching = setting.caches.map((cache) => fetching.get(cache)!);
    this.#prefetching?.begin({
      caches: setting.caches,
      home: (object, host) => this.#picker.home(object, host),
      underWay: (object, host) => this.#fetching[host]![object] !== NONE,
      fetch: (object, host) => this.#fetchAhead(object, host),
    });
  }

  replayBatch(): void {
    if (this.abandoned) return;
    const { from, to } = this.#legs;
    const { arrival } = this.#legs.requests;
    const ahead = this.#prefetching;
    for (let i = from; i < to; i++) {
      const time = arrival[i - from]!;
      for (; ahead && ahead.nextManifest <= time; ahead.manifest()) {
        this.#advanceTo(ahead.nextManifest);
      }
      // What ends at the moment of an arrival has ended before it.
      this.#advanceTo(time);
      if (!this.#followers?.follows(i)) this.#arrive(i, time);
    }
    this.#settle();
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
    this.#settle();
  }

  stations(): NamedFigures[] {
    return this.#tiers.figures(this.#ended);
  }

  /** A client is going to send a request at that time. */
  #arrive(request: number, time: Seconds): void {
    const slot = this.#slots.take(request, time, this.#legs);
    const { host } = this.#legs.requests;
    this.#slots.host[slot] = host[request - this.#legs.from]! % this.#caches.length;
    this.#prefetching?.sent(request, this.#legs);
    if (time > this.#now) this.#tiers.calendar.schedule(time, is.event(slot, is.SENT_OFF));
    else this.#sentOff(slot);
  }

  /** The client has sent it, and the load balancer takes it. */
  #sentOff(slot: number): void {
    const forwarding = this.#slots.service(slot, FORWARD);
    this.#tiers.loadBalancer.enter(is.event(slot, is.FORWARDED), forwarding, this.#now);
  }

  /** The load balancer has picked a registry server, which takes it. */
  #forwarded(slot: number): void {
    this.#tiers.loadBalancer.leave(this.#now);
    const host = this.#picker.pick(this.#slots.host[slot]!, this.#slots.object(slot));
    this.#slots.host[slot] = host;
    const handling = this.#slots.service(slot, HANDLE);
    this.#tiers.registries[host]!.enter(is.event(slot, is.HANDLED), handling, this.#now);
  }

  /** The registry has handled it, and looks the object up in its memory. */
  #handled(slot: number): void {
    const host = this.#slots.host[slot]!;
    this.#tiers.registries[host]!.leave(this.#now);
    const object = this.#slots.object(slot);
    const fetching = this.#fetching[host]!;
    this.#prefetching?.expire(this.#now);
    const delay = this.#caches[host]!.delayOf(object);
    const hit = this.#caches[host]!.lookup(object, this.#now);
    if (hit) {
      this.#slots.outcome[slot] = HIT;
      this.#read(slot, delay);
    } else if (this.#merges && fetching[object] !== NONE) {
      this.#slots.outcome[slot] = DELAYED;
      this.#slots.wait(fetching[object]!, slot);
    } else {
      this.#slots.outcome[slot] = FETCHED;
      fetching[object] = slot;
      if (this.#relay === "none")
        this.#after(this.#slots.service(slot, REDIRECT), slot, is.REDIRECTED);
      else this.#fetch(slot);
    }
    this.#prefetching?.requested(this.#slots.request[slot]!, host, !hit, this.#now);
  }

  /** The registry fetches an object that nobody has asked it for. */
  #fetchAhead(object: ObjectId, host: number): void {
    const ahead = this.#prefetching!;
    const size = this.#legs.workload.sizes[object]!;
    const slot = this.#slots.takeAhead(object, size, this.#now);
    for (const leg of STORE_LEGS) this.#slots.setService(slot, leg, ahead.service(object, leg));
    this.#slots.host[slot] = host;
    this.#fetching[host]![object] = slot;
    this.#fetch(slot);
  }

  /** The object store takes it, from the registry or from the redirected client. */
  #fetch(slot: number): void {
    const answering = this.#slots.service(slot, FETCH);
    this.#tiers.objectStore.enter(is.event(slot, is.ANSWERED), answering, this.#now);
  }

  /** The object store has found the object: in its memory, or on a disk, or its answer has it all. */
  #answered(slot: number): void {
    this.#tiers.objectStore.leave(this.#now);
    const object = this.#slots.object(slot);
    if (this.#storeMemory.lookup(object, this.#now)) {
      this.#after(this.#slots.service(slot, STORE_READ), slot, is.STORED);
      return;
    }
    const disk = this.#diskOf(object);
    if (disk) disk.enter(is.event(slot, is.DISK_READ), this.#slots.service(slot, DISK), this.#now);
    else this.#diskRead(slot);
  }

  /** The disk has read it. */
  #diskRead(slot: number): void {
    const object = this.#slots.object(slot);
    this.#diskOf(object)?.leave(this.#now);
    this.#storeMemory.wasRead(object, this.#now);
    this.#stored(slot);
  }

  /** The object store sends it. */
  #stored(slot: number): void {
    if (this.#relay === "end-to-end") {
      this.#arrived(slot);
      return;
    }
    this.#tiers.storeLink.start(is.event(slot, is.ARRIVED), this.#slots.size[slot]!, this.#now);
    if (this.#relay === "cut-through" && this.#slots.outcome[slot] !== AHEAD) {
      this.#slots.transfers[slot] = 2;
      this.#send(slot);
    }
  }

  /**
   * All of it has arrived at the registry, or at the redirected client, and the policy is offered
   * the object. Whoever waited for this fetch is served from memory, kept or not.
   */
  #arrived(slot: number): void {
    const { outcome } = this.#slots;
    if (outcome[slot] === FILL) {
      this.#slots.release(slot);
      return;
    }
    const object = this.#slots.object(slot);
    const host = this.#slots.host[slot]!;
    const cache = this.#caches[host]!;
    const admissions = cache.admissions;
    const ahead = outcome[slot] === AHEAD;
    this.#prefetching?.expire(this.#now);
    this.#offer(slot, object, ahead);
    const fetching = this.#fetching[host]!;
    if (fetching[object] === slot) fetching[object] = NONE;
    for (let waiter = this.#slots.firstWaiter(slot); waiter !== NONE; ) {
      const next = this.#slots.nextWaiter(waiter);
      this.#read(waiter, 0);
      waiter = next;
    }
    if (ahead) {
      this.#slots.release(slot);
    } else if (this.#relay === "store-and-forward") {
      this.#send(slot);
    } else if (this.#relay === "none" && cache.admissions > admissions) {
      // The bytes went past the registry: it fetches a copy of what it keeps for itself.
      this.#account(slot);
      outcome[slot] = FILL;
      this.#fetch(slot);
    } else {
      this.#sent(slot);
    }
  }

  /** The cache is offered an object that has arrived, and told what that took if it wants to know. */
  #offer(slot: number, object: ObjectId, ahead: boolean): void {
    const host = this.#slots.host[slot]!;
    const cache = this.#caches[host]!;
    if (ahead || cache.learnsCosts) {
      const cost = this.#now - this.#slots.started[slot]!;
      if (ahead) this.#prefetching!.arrived(object, host, this.#now, cost);
      else cache.offer(object, this.#now, cost);
    } else cache.offer(object, this.#now);
  }

  /** The registry reads the object from its memory. */
  #read(slot: number, delay: Seconds): void {
    const time = this.#now + delay + this.#slots.service(slot, READ);
    this.#tiers.calendar.schedule(time, is.event(slot, is.READ_OUT));
  }

  /** The registry sends it over the link of the server that has the request. */
  #send(slot: number): void {
    const link = this.#tiers.registryLinks[this.#slots.host[slot]!]!;
    link.start(is.event(slot, is.SENT), this.#slots.size[slot]!, this.#now);
  }

  /** A transfer is over: if it was the last of the request, the client has the last byte. */
  #sent(slot: number): void {
    if (--this.#slots.transfers[slot]! > 0) return;
    this.#account(slot);
    this.#slots.release(slot);
  }

  #account(slot: number): void {
    const { request, pull, started, outcome, size, host } = this.#slots;
    this.#picker.done(host[slot]!);
    this.#ended = this.#now;
    const index = request[slot]!;
    const latency = this.#now - started[slot]!;
    const what = outcome[slot] as Outcome;
    this.#accounts.add(index, pull[slot]!, what, size[slot]!, latency, this.#now);
    if (this.#accounts.full) this.#settle();
    const followers = this.#followers;
    if (!followers) return;
    for (let next = followers.first(index); next !== NONE; next = followers.next(next)) {
      this.#arrive(next, this.#now + followers.pause(next));
    }
  }

  /** Nobody contends for it: it takes its time and ends. */
  #after(delay: Seconds, slot: number, kind: number): void {
    this.#tiers.calendar.schedule(this.#now + delay, is.event(slot, kind));
  }

  #settle(): void {
    this.#served(this.#accounts);
    this.#accounts.count = 0;
  }

  #advanceTo(time: Seconds): void {
    const { calendar } = this.#tiers;
    while (calendar.nextTime <= time && calendar.length > 0) {
      this.#now = calendar.nextTime;
      this.#happen(calendar.pop());
    }
    if (time < Number.POSITIVE_INFINITY) this.#now = time;
  }

  #happen(event: number): void {
    if (event < 0) {
      const ticking = this.#tiers.ticking(event);
      for (
        let next = ticking.completed(this.#now);
        next !== NONE;
        next = ticking.completed(this.#now)
      ) {
        this.#happen(next);
      }
      return;
    }
    const slot = is.slotOf(event);
    switch (is.kindOf(event)) {
      case is.FORWARDED:
        this.#forwarded(slot);
        break;
      case is.HANDLED:
        this.#handled(slot);
        break;
      case is.REDIRECTED:
        this.#fetch(slot);
        break;
      case is.ANSWERED:
        this.#answered(slot);
        break;
      case is.DISK_READ:
        this.#diskRead(slot);
        break;
      case is.STORED:
        this.#stored(slot);
        break;
      case is.ARRIVED:
        this.#arrived(slot);
        break;
      case is.READ_OUT:
        this.#send(slot);
        break;
      case is.SENT:
        this.#sent(slot);
        break;
      case is.SENT_OFF:
        this.#sentOff(slot);
        break;
    }
  }

  #diskOf(object: ObjectId): Station | undefined {
    const { disks } = this.#tiers;
    return disks.length === 0 ? undefined : disks[object % disks.length];
  }
}
