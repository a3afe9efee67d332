/** Records in, in any order; requests out, as columns in order of arrival. */

import type { Workload } from "../request.ts";
import type { BatchTexts, Damage, Ignored, RecordBatch, TraceRecord } from "../trace/format.ts";
import type { RecordSink } from "../trace/read-trace.ts";
import { recordOf } from "../trace/record.ts";
import { ArrivalColumns } from "./arrival-columns.ts";
import type { Census, Skip } from "./census.ts";
import { Column } from "./column.ts";
import type { Gathered, Stretch } from "./gathered.ts";
import type { NameTables } from "./merge-gathered.ts";
import { NameTable } from "./name-table.ts";
import { KnownPlaces, MANIFEST, PlaceTable, REASON, REQUEST } from "./place-table.ts";
import { RequestMix, UriTargets } from "./request-mix.ts";
import { ResponseColumns } from "./response-columns.ts";
import { ResponseStore } from "./response-store.ts";
import { type Objects, targetOf } from "./select.ts";
import { TextIds } from "./text-ids.ts";

/** A workload, and what was read for it. */
export interface Built {
  readonly workload: Workload;
  readonly census: Census;
}

/** And how it goes back to what it was made of. */
export interface Ordered extends Built, Pick<ArrivalColumns, "began" | "old"> {}

export class WorkloadBuilder implements RecordSink {
  #mix: RequestMix | undefined;
  readonly #targets = new UriTargets();
  #stretchFrom = { requests: 0, manifests: 0 };
  #records = 0;
  readonly #skipped = new Map<Skip, number>();
  readonly #places: PlaceTable;
  readonly #sizes = new Column(Float64Array);
  readonly #resized = new Set<number>();
  readonly #clients = new NameTable();
  readonly #hosts = new NameTable();
  readonly #store: ResponseStore;
  readonly #requests: ResponseColumns;
  readonly #manifests: ResponseColumns;
  /** Of the batches: their texts, and by the numbers of these what has been found out. */
  #texts: BatchTexts | undefined;
  readonly #clientIds = new TextIds(this.#clients);
  readonly #hostIds = new TextIds(this.#hosts);
  readonly #byUri = new KnownPlaces();
  readonly #byMethod = new KnownPlaces();

  /** With a `mix`, that is told of every whole record. */
  constructor(objects: Objects = "blobs", mix?: RequestMix, store = new ResponseStore()) {
    this.#places = new PlaceTable(objects);
    this.#mix = mix;
    this.#store = store;
    this.#requests = store.requests;
    this.#manifests = store.manifests;
  }

  record(record: TraceRecord): void {
    this.#records++;
    this.#mix?.record(record.method, targetOf(record.uri), record.status);
    this.#keepOf(record);
  }

  records(batch: RecordBatch): void {
    const { count, texts, method, uri, client, host, status, written, timestamp, duration } = batch;
    this.#records += count;
    this.#mix?.records(batch);
    if (texts !== this.#texts) {
      this.#texts = texts;
      this.#clientIds.forget();
      this.#hostIds.forget();
      this.#byUri.forget();
      this.#byMethod.forget();
    }
    const get = texts.method.indexOf("GET");
    const { skipped } = this.#places;
    for (let i = 0; i < count; i++) {
      const isGet = method[i] === get;
      if (isGet && !(status[i] === 200 && written[i]! > 0)) {
        this.#keepOf(recordOf(batch, i));
        continue;
      }
      // Of other methods nothing else decides.
      const known = isGet ? this.#byUri : this.#byMethod;
      const number = isGet ? uri[i]! : method[i]!;
      if (!known.kinds[number]) {
        const plain = isGet ? this.#places.plain(batch, number) : undefined;
        known.set(number, plain ?? this.#places.of(recordOf(batch, i)));
      }
      const kind = known.kinds[number]!;
      if ((kind & REQUEST) === 0) skipped[kind >> REASON]!.records++;
      if ((kind & (REQUEST | MANIFEST)) === 0) continue;
      const object = known.objects[number]!;
      const repository = known.repositories[number]!;
      const ended = timestamp[i]!;
      const took = duration[i]!;
      const sender = this.#clientIds.of(client[i]!, texts.client);
      const server = this.#hostIds.of(host[i]!, texts.host);
      if ((kind & REQUEST) !== 0) {
        this.#sized(object, written[i]!);
        this.#requests.push(ended, took, object, sender, repository, server);
      }
      if ((kind & MANIFEST) !== 0) {
        this.#manifests.push(ended, took, object, sender, repository, server);
      }
    }
  }

  #keepOf(record: TraceRecord): void {
    const { method, status, written, timestamp, duration } = record;
    const answered = method === "GET" && status === 200 && written;
    const place = answered ? this.#places.answered(record) : this.#places.of(record);
    const { skip, skipped, object, repository, manifest } = place;
    if (skip !== undefined) skipped.records++;
    if (skip !== undefined && !manifest) return;
    const client = this.#clients.idOf(record.client);
    const host = this.#hosts.idOf(record.host);
    if (skip === undefined) {
      this.#sized(object, written!);
      this.#requests.push(timestamp, duration, object, client, repository, host);
    }
    if (!manifest) return;
    const asked = skip === undefined ? object : 0;
    this.#manifests.push(timestamp, duration, asked, client, repository, host);
  }

  damaged(reason: Damage): void {
    this.#records++;
    this.#skip(reason);
  }

  ignored(reason: Ignored): void {
    this.#records++;
    this.#skip(reason);
  }

  /** The names so far, by number: what {@link gathered} lists. */
  get tables(): NameTables {
    return {
      object: this.#places.keys,
      client: this.#clients,
      repository: this.#places.repositories,
      host: this.#hosts,
    };
  }

  /** What has come since the last time; from here on `mix` says whether the next one has a mix. */
  stretch(mix: boolean): Stretch {
    const from = this.#stretchFrom;
    const to = { requests: this.#requests.total, manifests: this.#manifests.total };
    const stretch: Stretch = {
      requests: [from.requests, to.requests],
      manifests: [from.manifests, to.manifests],
      mix: plainMix(this.#mix),
    };
    this.#stretchFrom = to;
    this.#mix = mix ? new RequestMix(this.#targets) : undefined;
    return stretch;
  }

  /** The workload of all that was recorded; nothing can be recorded after it. */
  build(name: string, limit?: number): Built {
    const { workload, census } = buildWorkload(this.gathered(), name, limit);
    return { workload, census };
  }

  /** All that was recorded, as it is. */
  gathered(): Gathered {
    const spilled = this.#store.spilled();
    return {
      ...(spilled && { spilled }),
      records: this.#records,
      skipped: this.#allSkipped(),
      mix: plainMix(this.#mix),
      requests: this.#requests.values(),
      manifests: this.#manifests.values(),
      sizes: this.#sizes.values(),
      resized: this.#resized,
      names: {
        object: this.#places.keys.names(),
        client: this.#clients.names(),
        repository: this.#places.repositories.names(),
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

  #allSkipped(): Map<Skip, number> {
    const all = new Map(this.#skipped);
    for (const { skip, records } of this.#places.skipped) {
      if (skip !== undefined && records > 0) all.set(skip, records);
    }
    return all;
  }

  #skip(reason: Skip): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
  }
}

function plainMix(mix: RequestMix | undefined): Gathered["mix"] {
  return mix ? { mix: mix.mix, statuses: mix.statuses } : { mix: {}, statuses: {} };
}

/**
 * The requests, sorted; ties keep the order of the input. With `limit`, the first so many, and only
 * the objects that those ask for. What was gathered is used up: its columns become the workload's.
 */
export function buildWorkload(
  gathered: Gathered,
  name: string,
  limit = Number.POSITIVE_INFINITY,
): Ordered {
  const sent = new ResponseColumns(gathered.requests);
  const asked = new ResponseColumns(gathered.manifests);
  const count = sent.length;
  const columns = new ArrivalColumns(sent.firstEnded, { requests: 0, manifests: 0 }, limit);
  columns.takeOver(sent, asked);
  const { began } = columns;
  const workload = columns.build(name, Column.of(gathered.sizes));
  const census = censusOf(gathered, count, limit);
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
