/** A profile's workload, straight into columns: what its trace would give when read, without one. */

import type { Workload } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { ArrivalColumns, type Room } from "./arrival-columns.ts";
import { Column } from "./column.ts";
import { Generator } from "./generator.ts";
import type { Profile } from "./profile.ts";
import type { RecordKind } from "./record-kinds.ts";
import { ResponseColumns } from "./response-columns.ts";
import type { Objects } from "./select.ts";
import type { GeneratedRecords } from "./sessions.ts";
import { arrivalOf, type Slice, type Span, settledBy, spanOf } from "./slice.ts";
import type { Census } from "./workload-builder.ts";

export interface GenerateOptions extends Slice {
  readonly seed: number;
  readonly objects: Objects;
  /** Only the first so many requests of the slice. */
  readonly limit?: number | undefined;
  /** Told after each hour how many of how many have been made. */
  readonly progress?: (hour: number, hours: number) => void;
}

/** Makes the workload of a profile, and the census that reading its trace would give. */
export function generateWorkload(
  profile: Profile,
  options: GenerateOptions,
): { workload: Workload; census: Census } {
  const span = spanOf(profile, options.seed, options);
  const responses = new Generated(profile, span, options.objects, options.limit);
  generate(profile, options.seed, span, responses, (hour, hours) => {
    responses.settle(hour === hours ? Number.POSITIVE_INFINITY : settledBy(hour));
    options.progress?.(hour, hours);
  });
  return responses.build();
}

/** Makes all records of the span, those before it, and some that arrive later. */
export function generate(
  profile: Profile,
  seed: number,
  span: Span,
  sink: GeneratedRecords,
  progress?: (hour: number, hours: number) => void,
): void {
  const generator = new Generator(profile, seed, sink);
  const hours = Math.min(generator.hours, Math.ceil(span.until / 3600));
  for (let hour = 0; hour < hours; hour++) {
    generator.hour();
    progress?.(hour + 1, hours);
  }
}

/** Keeps the requests as columns, and of the other records only their number. */
class Generated implements GeneratedRecords {
  readonly #name: string;
  readonly #objects: Objects;
  readonly #limit: number;
  readonly #from: Seconds;
  readonly #until: Seconds;
  readonly #room: Room;
  #pings = 0;
  #heads = 0;
  #pushes = 0;
  #unwanted = 0;
  #count = 0;
  /** What is not in its place yet. */
  readonly #requests = new ResponseColumns();
  readonly #manifests = new ResponseColumns();
  readonly #sizes = new Column(Float64Array);
  /** Since the first response's end is known. */
  #columns: ArrivalColumns | undefined;
  #origin = 0;

  constructor(
    { name, days, blobGets, manifestGets }: Profile,
    { from, until }: Span,
    objects: Objects,
    limit = Number.POSITIVE_INFINITY,
  ) {
    this.#name = name;
    this.#objects = objects;
    this.#limit = limit;
    this.#from = from;
    this.#until = until;
    const share = (until - from) / (days * 86_400);
    const wanted = { blobs: blobGets, manifests: manifestGets, all: blobGets + manifestGets };
    this.#room = {
      requests: roomFor(wanted[objects] * share),
      manifests: roomFor(manifestGets * share),
    };
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
    const arrival = arrivalOf(ended, duration);
    if (arrival < this.#from || arrival >= this.#until) return;
    if (kind === "blob") {
      if (this.#objects === "manifests") this.#unwanted++;
      else {
        const id = this.#id(object, 0, size);
        this.#requests.push(ended, duration, id, client, repository, host);
      }
    } else if (kind === "manifest") {
      this.#manifests.push(ended, duration, object, client, repository, host);
      if (this.#objects === "blobs") this.#unwanted++;
      else {
        const id = this.#id(object, 1, size);
        this.#requests.push(ended, duration, id, client, repository, host);
      }
    } else if (kind === "ping") this.#pings++;
    else if (kind === "head") this.#heads++;
    else this.#pushes++;
  }

  /** A request for an object. Where both kinds are requests, blobs are even and manifests odd. */
  #id(object: number, odd: 0 | 1, size: Bytes): number {
    this.#count++;
    const id = this.#objects === "all" ? 2 * object + odd : object;
    while (this.#sizes.length <= id) this.#sizes.push(0);
    this.#sizes.set(id, size);
    return id;
  }

  /** All that arrives before then, in seconds since the trace began, has been made. */
  settle(before: Seconds): void {
    if (this.#columns === undefined) {
      const origin = this.#requests.firstEnded;
      if (origin >= before * 1000 && before < Number.POSITIVE_INFINITY) return;
      this.#origin = origin;
      this.#columns = new ArrivalColumns(origin, this.#room, this.#limit);
    }
    this.#columns.take(this.#requests, this.#manifests, before - this.#origin / 1000);
  }

  build(): { workload: Workload; census: Census } {
    const workload = this.#columns!.build(this.#name, this.#sizes);
    const count = this.#count;
    // In alphabetical order, as the census of a trace has them.
    const reasons = {
      ...(this.#objects === "manifests" ? { blob: this.#unwanted } : {}),
      head: this.#heads,
      ...(this.#objects === "blobs" ? { manifest: this.#unwanted } : {}),
      "over-limit": Math.max(0, count - this.#limit),
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
