/** Records in, in any order; requests out, as columns in order of arrival. */

import type { Workload } from "../request.ts";
import type { Damage, Ignored, TraceRecord } from "../trace/format.ts";
import type { RecordSink } from "../trace/read-trace.ts";
import { ArrivalColumns } from "./arrival-columns.ts";
import { Column } from "./column.ts";
import { ResponseColumns } from "./response-columns.ts";
import { type Objects, repositoryOf, type SkipReason, select } from "./select.ts";

/** Why a record is not among the requests. */
export type Skip = SkipReason | Damage | Ignored | "over-limit";

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
  readonly #keys = new Names();
  readonly #sizes = new Column(Float64Array);
  readonly #resized = new Set<number>();
  /** By URI. */
  readonly #places = new Map<string, Place>();
  readonly #repositories = new Names();
  readonly #clients = new Names();
  readonly #hosts = new Names();
  readonly #requests = new ResponseColumns();
  /** Which tell where image pulls begin, be they requests or not. */
  readonly #manifests = new ResponseColumns();

  constructor(objects: Objects = "blobs") {
    this.#objects = objects;
  }

  record(record: TraceRecord): void {
    this.#records++;
    // What is asked for by a record that is a request depends on its URI alone, and most come again.
    const pull = record.method === "GET" && record.status === 200 && record.written;
    let place = pull ? this.#places.get(record.uri) : undefined;
    if (place === undefined) {
      const selection = select(record, this.#objects);
      if ("skip" in selection) {
        this.#skip(selection.skip);
        if (selection.skip === "manifest" && record.status === 200) {
          const repository = this.#repositories.idOf(repositoryOf(record.uri));
          this.#response(this.#manifests, record, 0, repository);
        }
        return;
      }
      place = {
        object: this.#keys.idOf(selection.key),
        repository: this.#repositories.idOf(selection.repository),
        // Only the key of a manifest names a repository.
        manifest: selection.key.includes("/"),
      };
      this.#places.set(record.uri, place);
    }
    this.#sized(place.object, record.written!);
    this.#response(this.#requests, record, place.object, place.repository);
    if (place.manifest) this.#response(this.#manifests, record, place.object, place.repository);
  }

  #response(
    columns: ResponseColumns,
    { timestamp, duration, client, host }: TraceRecord,
    object: number,
    repository: number,
  ): void {
    const [clientId, hostId] = [this.#clients.idOf(client), this.#hosts.idOf(host)];
    columns.push(timestamp, duration, object, clientId, repository, hostId);
  }

  damaged(reason: Damage): void {
    this.#records++;
    this.#skip(reason);
  }

  ignored(reason: Ignored): void {
    this.#records++;
    this.#skip(reason);
  }

  /**
   * The requests, sorted; ties keep the order of the input. With `limit`, the first so many, and
   * only the objects that those ask for.
   */
  build(name: string, limit = Number.POSITIVE_INFINITY): { workload: Workload; census: Census } {
    const requests = this.#requests;
    const manifests = this.#manifests;
    const count = requests.length;
    if (limit < count) this.#skipped.set("over-limit", count - limit);
    const room = { requests: count, manifests: manifests.length };
    const columns = new ArrivalColumns(requests.firstEnded, room, limit);
    columns.take(requests, manifests, Number.POSITIVE_INFINITY);
    return {
      workload: columns.build(name, this.#sizes),
      census: {
        records: this.#records,
        skipped: Object.fromEntries([...this.#skipped].sort(([a], [b]) => (a < b ? -1 : 1))),
        resized: this.#resized.size,
      },
    };
  }

  /**
   * Notes a recorded size. A response shorter than another of the same object was cut short: the
   * greatest size is the object's.
   */
  #sized(object: number, size: number): void {
    if (object === this.#sizes.length) this.#sizes.push(size);
    else if (this.#sizes.get(object) !== size) {
      this.#resized.add(object);
      this.#sizes.set(object, Math.max(this.#sizes.get(object), size));
    }
  }

  #skip(reason: Skip): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
  }
}

/** What a URI asks for. */
interface Place {
  readonly object: number;
  readonly repository: number;
  readonly manifest: boolean;
}

/** Names as dense integers from 0, in order of first appearance. */
class Names {
  readonly #ids = new Map<string, number>();

  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(name, id);
    return id;
  }
}
