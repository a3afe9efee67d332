/** Responses as they come, in any order, as columns: requests, or GETs of manifests. */

import type { Seconds } from "../units.ts";
import { Column } from "./column.ts";

/** The same as plain data. */
export interface Responses {
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

/** Ids are dense integers. */
export class ResponseColumns {
  /** When each ended, in milliseconds, and how many seconds it took. */
  readonly ended: Column<Float64Array>;
  readonly duration: Column<Float64Array>;
  readonly object: Column<Uint32Array>;
  readonly client: Column<Uint32Array>;
  readonly repository: Column<Uint32Array>;
  readonly host: Column<Uint32Array>;

  /** Takes over the columns of others. */
  constructor(responses: Responses = NONE) {
    this.ended = Column.of(responses.ended);
    this.duration = Column.of(responses.duration);
    this.object = Column.of(responses.object);
    this.client = Column.of(responses.client);
    this.repository = Column.of(responses.repository);
    this.host = Column.of(responses.host);
  }

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

  /** Views, not copies. */
  values(): Responses {
    return {
      ended: this.ended.values(),
      duration: this.duration.values(),
      object: this.object.values(),
      client: this.client.values(),
      repository: this.repository.values(),
      host: this.host.values(),
    };
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
