/** Responses as they come, in any order, as columns: requests, or GETs of manifests. */

import type { Seconds } from "../units.ts";
import { Column } from "./column.ts";

/** Ids are dense integers. */
export class ResponseColumns {
  /** When each ended, in milliseconds, and how many seconds it took. */
  readonly ended = new Column(Float64Array);
  readonly duration = new Column(Float64Array);
  readonly object = new Column(Uint32Array);
  readonly client = new Column(Uint32Array);
  readonly repository = new Column(Uint32Array);
  readonly host = new Column(Uint32Array);

  push(
    ended: number,
    duration: Seconds,
    object: number,
    client: number,
    repository: number,
    host: number,
  ): void {
    this.ended.push(ended);
    this.duration.push(duration);
    this.object.push(object);
    this.client.push(client);
    this.repository.push(repository);
    this.host.push(host);
  }

  get length(): number {
    return this.ended.length;
  }

  /** When the first of them ended; `Infinity` when there is none. */
  get firstEnded(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const ended of this.ended.values()) if (ended < first) first = ended;
    return first;
  }

  /** When each was sent, in seconds since `origin`, which is in milliseconds. */
  sent(origin: number): Float64Array {
    const duration = this.duration.values();
    return this.ended.values().map((ended, i) => (ended - origin) / 1000 - duration[i]!);
  }

  /** Keeps those at these places, in their order, and no other. */
  keep(places: Uint32Array): void {
    places.sort();
    this.ended.keep(places);
    this.duration.keep(places);
    this.object.keep(places);
    this.client.keep(places);
    this.repository.keep(places);
    this.host.keep(places);
  }
}
