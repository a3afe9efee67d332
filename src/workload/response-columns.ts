/** Responses as they come, in any order, as columns: requests, or GETs of manifests. */

import type { Seconds } from "../units.ts";
import { longer } from "./column.ts";

/** Entry i of each column belongs to response i, below `length`. Ids are dense integers. */
export class ResponseColumns {
  length = 0;
  /** When each ended, in milliseconds, and how many seconds it took. */
  ended = new Float64Array(1024);
  duration = new Float64Array(1024);
  object = new Uint32Array(1024);
  client = new Uint32Array(1024);
  repository = new Uint32Array(1024);
  host = new Uint32Array(1024);

  push(
    ended: number,
    duration: Seconds,
    object: number,
    client: number,
    repository: number,
    host: number,
  ): void {
    if (this.length === this.ended.length) this.#grow();
    const at = this.length++;
    this.ended[at] = ended;
    this.duration[at] = duration;
    this.object[at] = object;
    this.client[at] = client;
    this.repository[at] = repository;
    this.host[at] = host;
  }

  #grow(): void {
    const room = 2 * this.length;
    this.ended = longer(this.ended, room);
    this.duration = longer(this.duration, room);
    this.object = longer(this.object, room);
    this.client = longer(this.client, room);
    this.repository = longer(this.repository, room);
    this.host = longer(this.host, room);
  }

  /** When the first of them ended; `Infinity` when there is none. */
  get firstEnded(): number {
    let first = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.length; i++) if (this.ended[i]! < first) first = this.ended[i]!;
    return first;
  }

  /** When each was sent, in seconds since `origin`, which is in milliseconds. */
  sent(origin: number): Float64Array {
    const { length, ended, duration } = this;
    const sent = new Float64Array(length);
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
    this.length = places.length;
  }
}
