/** Responses as they come, in any order, as columns: requests, or GETs of manifests. */

import type { Seconds } from "../units.ts";
import { lengthened } from "./column.ts";

/** The same as plain data. Entry i of each column belongs to response i; ids are dense integers. */
export interface Responses {
  /** When each ended, in milliseconds, and how many seconds it took. */
  readonly ended: Float64Array;
  readonly duration: Float64Array;
  readonly object: Uint32Array;
  readonly client: Uint32Array;
  readonly repository: Uint32Array;
  readonly host: Uint32Array;
}

const NONE: Responses = {
  ended: new Float64Array(0),
  duration: new Float64Array(0),
  object: new Uint32Array(0),
  client: new Uint32Array(0),
  repository: new Uint32Array(0),
  host: new Uint32Array(0),
};

/** Where responses go when so many have come together. */
export interface Overflow {
  readonly rows: number;
  /** The columns are used again: what is to stay must be copied. */
  take(responses: Responses): void;
}

/** As in {@link Responses}, below `length`; what is above is room, in which all but `ended` and `object` is 0. */
export class ResponseColumns {
  length: number;
  /** How many have come before those that are here, and gone. */
  gone = 0;
  readonly #overflow: Overflow | undefined;
  ended: Float64Array;
  duration: Float64Array;
  object: Uint32Array;
  client: Uint32Array;
  repository: Uint32Array;
  host: Uint32Array;

  /** Takes over the columns of others. With an `overflow`, responses go there and not into more columns. */
  constructor(responses: Responses = NONE, overflow?: Overflow) {
    this.#overflow = overflow;
    this.length = responses.ended.length;
    this.ended = responses.ended;
    this.duration = responses.duration;
    this.object = responses.object;
    this.client = responses.client;
    this.repository = responses.repository;
    this.host = responses.host;
  }

  push(
    ended: number,
    duration: Seconds,
    object: number,
    client: number,
    repository: number,
    host: number,
  ): void {
    if (this.length === this.ended.length) this.#makeRoom();
    const at = this.length++;
    this.ended[at] = ended;
    this.object[at] = object;
    // Many traces know nothing of these: zeros are there already, and take no memory unless written.
    if (duration !== 0) this.duration[at] = duration;
    if ((client | repository | host) !== 0) {
      this.client[at] = client;
      this.repository[at] = repository;
      this.host[at] = host;
    }
  }

  /** All that have come. */
  get total(): number {
    return this.gone + this.length;
  }

  /** Sends what is here where the others went, if any did. */
  flush(): void {
    if (this.gone > 0) this.#overflowing();
  }

  #overflowing(): void {
    this.#overflow!.take(this.values());
    this.gone += this.length;
    this.#cut(0);
  }

  #cut(length: number): void {
    for (const column of [this.duration, this.client, this.repository, this.host]) {
      column.fill(0, length, this.length);
    }
    this.length = length;
  }

  #makeRoom(): void {
    const most = this.#overflow?.rows ?? Number.POSITIVE_INFINITY;
    if (this.length >= most) this.#overflowing();
    else this.#grow(Math.min(most, Math.max(1024, 2 * this.length)));
  }

  #grow(room: number): void {
    this.ended = lengthened(this.ended, room);
    this.duration = lengthened(this.duration, room);
    this.object = lengthened(this.object, room);
    this.client = lengthened(this.client, room);
    this.repository = lengthened(this.repository, room);
    this.host = lengthened(this.host, room);
  }

  /** Views, not copies. */
  values(): Responses {
    const { length } = this;
    return {
      ended: this.ended.subarray(0, length),
      duration: this.duration.subarray(0, length),
      object: this.object.subarray(0, length),
      client: this.client.subarray(0, length),
      repository: this.repository.subarray(0, length),
      host: this.host.subarray(0, length),
    };
  }

  /** When the first of them ended; `Infinity` when there is none. */
  get firstEnded(): number {
    let first = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.length; i++) if (this.ended[i]! < first) first = this.ended[i]!;
    return first;
  }

  /** When each was sent, in seconds since `origin`, which is in milliseconds; `into` may be `ended`. */
  sent(origin: number, into?: Float64Array): Float64Array {
    const { length, ended, duration } = this;
    const sent = into ?? new Float64Array(length);
    for (let i = 0; i < length; i++) sent[i] = (ended[i]! - origin) / 1000 - duration[i]!;
    return sent;
  }

  /** Keeps those at these places, in the order in which they came, and no other. */
  keep(places: Uint32Array): void {
    places.sort();
    for (let i = 0; i < places.length; i++) {
      const at = places[i]!;
      this.ended[i] = this.ended[at]!;
      this.duration[i] = this.duration[at]!;
      this.object[i] = this.object[at]!;
      this.client[i] = this.client[at]!;
      this.repository[i] = this.repository[at]!;
      this.host[i] = this.host[at]!;
    }
    this.#cut(places.length);
  }
}
