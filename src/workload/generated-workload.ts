/** A profile's workload, straight into columns: what its trace would give when read, without one. */

import type { Workload } from "../request.ts";
import type { Bytes, Ratio, Seconds } from "../units.ts";
import { Column } from "./column.ts";
import { type GeneratedRecords, Generator } from "./generator.ts";
import { inArrivalOrder } from "./in-arrival-order.ts";
import { ManifestColumns } from "./manifest-columns.ts";
import type { Profile } from "./profile.ts";
import { describe, type RecordKind } from "./record-kinds.ts";
import type { Objects, SkipReason } from "./select.ts";
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
  const responses = new Generated(options.objects, until);
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

class Generated implements GeneratedRecords {
  readonly #objects: Objects;
  readonly #until: Seconds;
  #records = 0;
  readonly #skipped: Partial<Record<SkipReason, number>> = {};
  readonly #ended = new Column(Float64Array);
  readonly #duration = new Column(Float64Array);
  readonly #object = new Column(Uint32Array);
  readonly #client = new Column(Uint32Array);
  readonly #repository = new Column(Uint32Array);
  readonly #host = new Column(Uint32Array);
  readonly #sizes = new Column(Float64Array);
  readonly #manifests = new ManifestColumns();

  constructor(objects: Objects, until: Seconds) {
    this.#objects = objects;
    this.#until = until;
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
    this.#records++;
    if (kind === "manifest") this.#manifests.push(ended, duration, client, repository);
    const skip = this.#unwanted(kind);
    if (skip) {
      this.#skipped[skip] = (this.#skipped[skip] ?? 0) + 1;
      return;
    }
    // Blobs and manifests side by side: even and odd.
    const id = this.#objects === "all" ? 2 * object + (kind === "blob" ? 0 : 1) : object;
    while (this.#sizes.length <= id) this.#sizes.push(0);
    this.#sizes.set(id, size);
    this.#ended.push(ended);
    this.#duration.push(duration);
    this.#object.push(id);
    this.#client.push(client);
    this.#repository.push(repository);
    this.#host.push(host);
  }

  build(name: string, limit = Number.POSITIVE_INFINITY): { workload: Workload; census: Census } {
    const ended = this.#ended.values();
    const workload = inArrivalOrder(
      name,
      {
        ended,
        duration: this.#duration.values(),
        object: this.#object.values(),
        client: this.#client.values(),
        repository: this.#repository.values(),
        host: this.#host.values(),
        sizes: this.#sizes.values(),
        manifests: this.#manifests.values(),
      },
      limit,
    );
    const reasons: Record<string, number> = { ...this.#skipped };
    if (limit < ended.length) reasons["over-limit"] = ended.length - limit;
    const skipped = Object.fromEntries(
      Object.entries(reasons).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    return { workload, census: { records: this.#records, skipped, resized: 0 } };
  }

  /** Why a kind of record is no request. */
  #unwanted(kind: RecordKind): SkipReason | undefined {
    if (kind === "blob") return this.#objects === "manifests" ? "blob" : undefined;
    if (kind === "manifest" && this.#objects !== "blobs") return undefined;
    return describe(kind).skip;
  }
}
