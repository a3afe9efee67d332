/** Records in, in any order; requests out, as columns in order of arrival. */

import type { Workload } from "../request.ts";
import type { Damage, TraceRecord } from "../trace/format.ts";
import type { RecordSink } from "../trace/read-trace.ts";
import { Column } from "./column.ts";
import { inArrivalOrder } from "./in-arrival-order.ts";
import { type Objects, type SkipReason, select } from "./select.ts";

/** Why a record is not among the requests. */
export type Skip = SkipReason | Damage | "over-limit";

/** What was read of a trace. `records` = requests of the workload + the sum of `skipped`. */
export interface Census {
  readonly records: number;
  readonly skipped: Readonly<Partial<Record<Skip, number>>>;
  /** Objects whose records disagree about their size. */
  readonly resized: number;
}

export class WorkloadBuilder implements RecordSink {
  readonly #objects: Objects;
  #records = 0;
  readonly #skipped = new Map<Skip, number>();
  readonly #ids = new Map<string, number>();
  readonly #resized = new Set<number>();
  readonly #timestamps = new Column(Float64Array);
  readonly #durations = new Column(Float64Array);
  readonly #requested = new Column(Uint32Array);
  readonly #clients = new Interned();
  readonly #repositories = new Interned();
  readonly #hosts = new Interned();
  readonly #sizes = new Column(Float64Array);

  constructor(objects: Objects = "blobs") {
    this.#objects = objects;
  }

  record(record: TraceRecord): void {
    this.#records++;
    const selection = select(record, this.#objects);
    if ("skip" in selection) {
      this.#skip(selection.skip);
      return;
    }
    this.#timestamps.push(record.timestamp);
    this.#durations.push(record.duration);
    this.#requested.push(this.#object(selection.key, record.written!));
    this.#clients.push(record.client);
    this.#repositories.push(selection.repository);
    this.#hosts.push(record.host);
  }

  damaged(reason: Damage): void {
    this.#records++;
    this.#skip(reason);
  }

  /**
   * The requests, sorted; ties keep the order of the input. With `limit`, the first so many, and
   * only the objects that those ask for.
   */
  build(name: string, limit = Number.POSITIVE_INFINITY): { workload: Workload; census: Census } {
    const ended = this.#timestamps.values();
    if (limit < ended.length) this.#skipped.set("over-limit", ended.length - limit);
    const responses = {
      ended,
      duration: this.#durations.values(),
      object: this.#requested.values(),
      client: this.#clients.values(),
      repository: this.#repositories.values(),
      host: this.#hosts.values(),
      sizes: this.#sizes.values(),
    };
    return {
      workload: inArrivalOrder(name, responses, limit),
      census: {
        records: this.#records,
        skipped: Object.fromEntries([...this.#skipped].sort(([a], [b]) => (a < b ? -1 : 1))),
        resized: this.#resized.size,
      },
    };
  }

  /** The id of a key. A response shorter than another of the same object was cut short: the
   * greatest size is the object's. */
  #object(key: string, size: number): number {
    const known = this.#ids.get(key);
    if (known === undefined) {
      const id = this.#ids.size;
      this.#ids.set(key, id);
      this.#sizes.push(size);
      return id;
    }
    if (this.#sizes.get(known) !== size) {
      this.#resized.add(known);
      this.#sizes.set(known, Math.max(this.#sizes.get(known), size));
    }
    return known;
  }

  #skip(reason: Skip): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
  }
}

/** A column of names, as dense integers from 0. */
class Interned {
  readonly #ids = new Map<string, number>();
  readonly #column = new Column(Uint32Array);

  push(name: string): void {
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(name, id);
    }
    this.#column.push(id);
  }

  values(): Uint32Array {
    return this.#column.values();
  }
}
