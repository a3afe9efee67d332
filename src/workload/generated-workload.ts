/** A profile's workload, straight into columns: what its trace would give when read, without one. */

import type { Workload } from "../request.ts";
import type { Bytes, Ratio, Seconds } from "../units.ts";
import { Column } from "./column.ts";
import { type GeneratedRecords, Generator } from "./generator.ts";
import { inArrivalOrder } from "./in-arrival-order.ts";
import { ManifestColumns } from "./manifest-columns.ts";
import type { Profile } from "./profile.ts";
import type { RecordKind } from "./record-kinds.ts";
import type { Objects } from "./select.ts";
import type { Census } from "./workload-builder.ts";

/** Which part of a profile's trace, from its beginning: a slice of time, by one of these. */
export interface Slice {
  /** Share of the whole time. */
  readonly scale?: Ratio | undefined;
  readonly days?: number | undefined;
  /** So many blob GETs. */
  readonly requests?: number | undefined;
}

export interface GenerateOptions extends Slice {
  readonly seed: number;
  readonly objects: Objects;
  /** Only the first so many requests of the slice. */
  readonly limit?: number | undefined;
  /** Told now and then which hour of how many is being made. */
  readonly progress?: (hour: number, hours: number) => void;
}

/** Makes the workload of a profile, and the census that reading its trace would give. */
export function generateWorkload(
  profile: Profile,
  options: GenerateOptions,
): { workload: Workload; census: Census } {
  const until = sliceEnd(profile, options.seed, options);
  const share = until / (profile.days * 86_400);
  const responses = new Generated(
    options.objects,
    until,
    profile.blobGets * share,
    profile.manifestGets * share,
  );
  generate(profile, options.seed, until, responses, options.progress);
  return responses.build(profile.name, options.limit);
}

/** Makes all records that arrive before `until`, and some that arrive later. */
export function generate(
  profile: Profile,
  seed: number,
  until: Seconds,
  sink: GeneratedRecords,
  progress?: (hour: number, hours: number) => void,
): void {
  const generator = new Generator(profile, seed, sink);
  const hours = Math.min(generator.hours, Math.ceil(until / 3600));
  for (let hour = 0; hour < hours; hour++) {
    generator.hour();
    progress?.(hour + 1, hours);
  }
}

/** Where a slice ends, in seconds since the start of the trace: what arrives from then on is cut. */
export function sliceEnd(profile: Profile, seed: number, slice: Slice): Seconds {
  const whole = profile.days * 86_400;
  if (slice.scale !== undefined) return Math.min(whole, whole * slice.scale);
  if (slice.days !== undefined) return Math.min(whole, slice.days * 86_400);
  if (slice.requests === undefined) return whole;
  // By the arrival of the first blob GET that is too many.
  const arrivals = new Column(Float64Array);
  const generator = new Generator(profile, seed, {
    record(kind, ended, duration) {
      if (kind === "blob") arrivals.push(arrivalOf(ended, duration));
    },
  });
  for (let hour = 1; hour <= generator.hours; hour++) {
    generator.hour();
    if (arrivals.length <= slice.requests) continue;
    const sorted = arrivals.values().slice().sort();
    // Sessions still to come start a millisecond before the next hour at the earliest.
    if (sorted[slice.requests]! < hour * 3600 - 0.001) return sorted[slice.requests]!;
  }
  return whole;
}

/** When a request arrived, in seconds since the start of the trace. */
export function arrivalOf(ended: number, duration: Seconds): Seconds {
  return ended / 1000 - duration;
}

/** Keeps the requests as columns, and of the other records only their number. */
class Generated implements GeneratedRecords {
  readonly #objects: Objects;
  readonly #until: Seconds;
  #pings = 0;
  #heads = 0;
  #pushes = 0;
  #unwanted = 0;
  #count = 0;
  #ended: Float64Array;
  #duration: Float64Array;
  #object: Uint32Array;
  #client: Uint32Array;
  #repository: Uint32Array;
  #host: Uint32Array;
  #sizes = new Float64Array(1024);
  readonly #manifests: ManifestColumns;

  /** `expected` blob GETs and `manifests`: room for about so many is made beforehand. */
  constructor(objects: Objects, until: Seconds, expected: number, manifests: number) {
    this.#objects = objects;
    this.#until = until;
    const room = roomFor(expected);
    this.#manifests = new ManifestColumns(roomFor(manifests));
    this.#ended = new Float64Array(room);
    this.#duration = new Float64Array(room);
    this.#object = new Uint32Array(room);
    this.#client = new Uint32Array(room);
    this.#repository = new Uint32Array(room);
    this.#host = new Uint32Array(room);
  }

  record(
    kind: RecordKind,
    ended: number,
    duration: Seconds,
    client: number,
    repository: number,
    host: number,
    object: number,
    size: Bytes,
  ): void {
    if (arrivalOf(ended, duration) >= this.#until) return;
    if (kind === "blob") {
      if (this.#objects === "manifests") this.#unwanted++;
      else this.#request(ended, duration, client, repository, host, object, size, 0);
    } else if (kind === "manifest") {
      this.#manifests.push(ended, duration, client, repository);
      if (this.#objects === "blobs") this.#unwanted++;
      else this.#request(ended, duration, client, repository, host, object, size, 1);
    } else if (kind === "ping") this.#pings++;
    else if (kind === "head") this.#heads++;
    else this.#pushes++;
  }

  /** Blobs and manifests stand side by side where both are requests: even and odd. */
  #request(
    ended: number,
    duration: Seconds,
    client: number,
    repository: number,
    host: number,
    object: number,
    size: Bytes,
    odd: 0 | 1,
  ): void {
    const at = this.#count++;
    if (at === this.#ended.length) this.#grow();
    const id = this.#objects === "all" ? 2 * object + odd : object;
    if (id >= this.#sizes.length) this.#sizes = longer(this.#sizes, 2 * id);
    this.#sizes[id] = size;
    this.#ended[at] = ended;
    this.#duration[at] = duration;
    this.#object[at] = id;
    this.#client[at] = client;
    this.#repository[at] = repository;
    this.#host[at] = host;
  }

  #grow(): void {
    const room = 2 * this.#ended.length;
    this.#ended = longer(this.#ended, room);
    this.#duration = longer(this.#duration, room);
    this.#object = longer(this.#object, room);
    this.#client = longer(this.#client, room);
    this.#repository = longer(this.#repository, room);
    this.#host = longer(this.#host, room);
  }

  build(name: string, limit = Number.POSITIVE_INFINITY): { workload: Workload; census: Census } {
    const count = this.#count;
    const { workload } = inArrivalOrder(
      name,
      {
        ended: this.#ended.subarray(0, count),
        duration: this.#duration.subarray(0, count),
        object: this.#object.subarray(0, count),
        client: this.#client.subarray(0, count),
        repository: this.#repository.subarray(0, count),
        host: this.#host.subarray(0, count),
        sizes: this.#sizes,
        manifests: this.#manifests.values(),
      },
      limit,
    );
    // In alphabetical order, as the census of a trace has them.
    const reasons = {
      ...(this.#objects === "manifests" ? { blob: this.#unwanted } : {}),
      head: this.#heads,
      ...(this.#objects === "blobs" ? { manifest: this.#unwanted } : {}),
      "over-limit": Math.max(0, count - limit),
      ping: this.#pings,
      push: this.#pushes,
    };
    const skipped = Object.fromEntries(Object.entries(reasons).filter(([, n]) => n > 0));
    const records = count + this.#unwanted + this.#heads + this.#pings + this.#pushes;
    return { workload, census: { records, skipped, resized: 0 } };
  }
}

function roomFor(expected: number): number {
  return Math.ceil(1.02 * expected) + 1024;
}

function longer<A extends Float64Array | Uint32Array>(column: A, room: number): A {
  const wider = (
    column instanceof Float64Array ? new Float64Array(room) : new Uint32Array(room)
  ) as A;
  wider.set(column);
  return wider;
}
