/** A profile's workload, straight into columns: what its trace would give when read, without one. */

import type { Workload } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { ArrivalColumns, type Room } from "./arrival-columns.ts";
import type { Census } from "./census.ts";
import { Column } from "./column.ts";
import { Generator } from "./generator.ts";
import type { ImageLibrary } from "./image-library.ts";
import type { Names } from "./names.ts";
import type { Profile } from "./profile.ts";
import { ProfileNames } from "./profile-names.ts";
import { expected } from "./profile-size.ts";
import { describe, type RecordKind } from "./record-kinds.ts";
import { RequestMix } from "./request-mix.ts";
import { ResponseColumns } from "./response-columns.ts";
import type { RowSpill, SpilledTrace } from "./row-spill.ts";
import type { Objects } from "./select.ts";
import type { GeneratedRecords } from "./sessions.ts";
import { arrivalOf, type Slice, type Span, settledBy, spanOf } from "./slice.ts";

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
  return gather(profile, options).generated.build();
}

/**
 * Makes a profile's trace, of which the rows go into a file as they come, and the names of what it
 * holds: those that its trace would have.
 */
export function generateTrace(
  profile: Profile,
  options: GenerateOptions,
  spill: RowSpill,
): { trace: SpilledTrace; names: Names } {
  const { generated, library } = gather(profile, options, spill);
  return generated.finish(Date.parse(profile.start), new ProfileNames(profile, library));
}

function gather(
  profile: Profile,
  options: GenerateOptions,
  spill?: RowSpill,
): { generated: Generated; library: ImageLibrary } {
  const span = spanOf(profile, options.seed, options);
  const generated = new Generated(profile, span, options, spill);
  const library = generate(profile, options.seed, span, generated, (hour, hours) => {
    generated.settle(hour === hours ? Number.POSITIVE_INFINITY : settledBy(hour));
    options.progress?.(hour, hours);
  });
  return { generated, library };
}

/**
 * Makes all records of the span, those before it, and some that arrive later. Returns the images that
 * they are for.
 */
export function generate(
  profile: Profile,
  seed: number,
  span: Span,
  sink: GeneratedRecords,
  progress?: (hour: number, hours: number) => void,
): ImageLibrary {
  const generator = new Generator(profile, seed, sink);
  const hours = Math.min(generator.hours, Math.ceil(span.until / 3600));
  for (let hour = 0; hour < hours; hour++) {
    generator.hour();
    progress?.(hour + 1, hours);
  }
  return generator.library;
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
  readonly #mix = new RequestMix();
  readonly #spill: RowSpill | undefined;
  /** By manifest, where some are requests: its repository. */
  readonly #homes = new Column(Uint32Array);
  /** Since the first response's end is known. */
  #columns: ArrivalColumns | undefined;
  #origin = 0;

  constructor(
    profile: Profile,
    { from, until }: Span,
    { objects, limit = Number.POSITIVE_INFINITY }: GenerateOptions,
    spill?: RowSpill,
  ) {
    this.#name = profile.name;
    this.#objects = objects;
    this.#limit = limit;
    this.#spill = spill;
    this.#from = from;
    this.#until = until;
    const room = expected(profile, objects, (until - from) / (profile.days * 86_400));
    this.#room = {
      requests: spill ? 0 : roomFor(room.requests),
      manifests: spill ? 0 : roomFor(room.manifests),
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
    if (this.#spill) {
      const { method, target, status } = describe(kind);
      this.#mix.record(method, target, status);
    }
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
        while (this.#homes.length <= object) this.#homes.push(0);
        this.#homes.set(object, repository);
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
      this.#columns = new ArrivalColumns(origin, this.#room, this.#limit, this.#spill);
    }
    this.#columns.take(this.#requests, this.#manifests, before - this.#origin / 1000);
  }

  build(): { workload: Workload; census: Census } {
    return { workload: this.#columns!.build(this.#name, this.#sizes), census: this.#census() };
  }

  /** The same where rows were spilled; `start` of the trace in milliseconds since 1970. */
  finish(start: number, of: ProfileNames): { trace: SpilledTrace; names: Names } {
    const columns = this.#columns!;
    const { began } = columns;
    const objects = this.#objects;
    const nameOf = (id: number): string => {
      if (objects === "blobs" || (objects === "all" && id % 2 === 0)) {
        return of.layer(objects === "all" ? id / 2 : id);
      }
      const manifest = objects === "all" ? (id - 1) / 2 : id;
      return `${of.repository(this.#homes.get(manifest))}/${of.reference(manifest)}`;
    };
    const trace = {
      ...{ name: this.#name, objects, began: start + began, mix: this.#mix },
      census: this.#census(),
      ...columns.finish(this.#sizes),
    };
    return {
      trace,
      names: {
        object: Array.from(columns.old.object, nameOf),
        client: Array.from(columns.old.client, (id) => of.client(id)),
        repository: Array.from(columns.old.repository, (id) => of.repository(id)),
        host: Array.from(columns.old.host, (id) => of.host(id)),
      },
    };
  }

  #census(): Census {
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
    return { records, skipped, resized: 0 };
  }
}

function roomFor(expected: number): number {
  return Math.ceil(1.02 * expected) + 1024;
}
