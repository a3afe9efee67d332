/** Records in, in any order; requests out, as columns in order of arrival. */

import type { Workload } from "../request.ts";
import type { Damage, Ignored, TraceRecord } from "../trace/format.ts";
import type { RecordSink } from "../trace/read-trace.ts";
import { ArrivalColumns } from "./arrival-columns.ts";
import { Column } from "./column.ts";
import type { Gathered, Skip } from "./gathered.ts";
import { NameTable } from "./name-table.ts";
import type { RequestMix } from "./request-mix.ts";
import { ResponseColumns } from "./response-columns.ts";
import { type Objects, repositoryOf, select, targetOf } from "./select.ts";

/** What was read of a trace. `records` = requests of the workload + the sum of `skipped`. */
export interface Census {
  readonly records: number;
  readonly skipped: Readonly<Partial<Record<Skip, number>>>;
  /** Objects whose records disagree about their size. */
  readonly resized: number;
}

/** A workload, and what was read for it. */
export interface Built {
  readonly workload: Workload;
  readonly census: Census;
}

/** And how it goes back to what it was made of. */
export interface Ordered extends Built, Pick<ArrivalColumns, "began" | "old"> {}

export class WorkloadBuilder implements RecordSink {
  readonly #objects: Objects;
  readonly #mix: RequestMix | undefined;
  #records = 0;
  readonly #skipped = new Map<Skip, number>();
  readonly #keys = new NameTable();
  readonly #sizes = new Column(Float64Array);
  readonly #resized = new Set<number>();
  /** By URI. */
  readonly #places = new Map<string, Place>();
  readonly #repositories = new NameTable();
  readonly #clients = new NameTable();
  readonly #hosts = new NameTable();
  readonly #requests = new ResponseColumns();
  /** Which tell where image pulls begin, be they requests or not. */
  readonly #manifests = new ResponseColumns();

  /** With a `mix`, that is told of every whole record. */
  constructor(objects: Objects = "blobs", mix?: RequestMix) {
    this.#objects = objects;
    this.#mix = mix;
  }

  record(record: TraceRecord): void {
    this.#records++;
    this.#mix?.record(record.method, targetOf(record.uri), record.status);
    // What becomes of a record of this kind depends on its URI alone, and most URIs come again.
    const answered = record.method === "GET" && record.status === 200 && record.written;
    let place = answered ? this.#places.get(record.uri) : undefined;
    if (place === undefined) {
      place = this.#placeOf(record);
      if (answered) this.#places.set(record.uri, place);
    }
    if (place.skip !== undefined) {
      this.#skip(place.skip);
      if (place.manifest) this.#response(this.#manifests, record, 0, place.repository);
      return;
    }
    this.#sized(place.object, record.written!);
    this.#response(this.#requests, record, place.object, place.repository);
    if (place.manifest) this.#response(this.#manifests, record, place.object, place.repository);
  }

  #placeOf(record: TraceRecord): Place {
    const selection = select(record, this.#objects);
    if ("skip" in selection) {
      const { skip } = selection;
      const manifest = skip === "manifest" && record.status === 200;
      const repository = manifest ? this.#repositories.idOf(repositoryOf(record.uri)) : NONE;
      return { skip, object: NONE, repository, manifest };
    }
    return {
      skip: undefined,
      object: this.#keys.idOf(selection.key),
      repository: this.#repositories.idOf(selection.repository),
      // Only the key of a manifest names a repository.
      manifest: selection.key.includes("/"),
    };
  }

  #response(
    columns: ResponseColumns,
    { timestamp, duration, client, host }: TraceRecord,
    object: number,
    repository: number,
  ): void {
    const clientId = this.#clients.idOf(client);
    columns.push(timestamp, duration, object, clientId, repository, this.#hosts.idOf(host));
  }

  damaged(reason: Damage): void {
    this.#records++;
    this.#skip(reason);
  }

  ignored(reason: Ignored): void {
    this.#records++;
    this.#skip(reason);
  }

  /** The workload of all that was recorded. */
  build(name: string, limit?: number): Built {
    const { workload, census } = buildWorkload(this.gathered(), name, limit);
    return { workload, census };
  }

  /** All that was recorded, as it is. */
  gathered(): Gathered {
    return {
      records: this.#records,
      skipped: this.#skipped,
      mix: this.#mix ?? { mix: {}, statuses: {} },
      requests: this.#requests.values(),
      manifests: this.#manifests.values(),
      sizes: this.#sizes.values(),
      resized: this.#resized,
      names: {
        object: this.#keys.names(),
        client: this.#clients.names(),
        repository: this.#repositories.names(),
        host: this.#hosts.names(),
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

/** No such thing. */
const NONE = -1;

/** What a URI asks for, or why a record with it is no request. */
interface Place {
  readonly skip: Skip | undefined;
  readonly object: number;
  readonly repository: number;
  /** A GET of a manifest that tells where an image pull begins. */
  readonly manifest: boolean;
}

/**
 * The requests, sorted; ties keep the order of the input. With `limit`, the first so many, and only
 * the objects that those ask for.
 */
export function buildWorkload(
  gathered: Gathered,
  name: string,
  limit = Number.POSITIVE_INFINITY,
): Ordered {
  const sent = new ResponseColumns(gathered.requests);
  const asked = new ResponseColumns(gathered.manifests);
  const room = { requests: sent.length, manifests: asked.length };
  const columns = new ArrivalColumns(sent.firstEnded, room, limit);
  columns.take(sent, asked, Number.POSITIVE_INFINITY);
  const { began } = columns;
  const workload = columns.build(name, Column.of(gathered.sizes));
  const census = censusOf(gathered, room.requests, limit);
  return { workload, began, old: columns.old, census };
}

/** What was read for the first `limit` of so many requests. */
export function censusOf(
  { records, skipped, resized }: Pick<Gathered, "records" | "skipped" | "resized">,
  requests: number,
  limit: number,
): Census {
  const over = requests - limit;
  const reasons = [...skipped, ...(over > 0 ? [["over-limit", over] as const] : [])];
  return {
    records,
    skipped: Object.fromEntries(reasons.sort(([a], [b]) => (a < b ? -1 : 1))),
    resized: resized.size,
  };
}
