/** What URIs ask for, each looked at once. */

import { type BatchTexts, type RecordBatch, SPLIT, type TraceRecord } from "../trace/format.ts";
import { longer } from "./column.ts";
import { NameTable } from "./name-table.ts";
import { type Objects, repositoryOf, type SkipReason, select } from "./select.ts";
import { TextIds } from "./text-ids.ts";

/** What a URI asks for, or why a record with it is no request. */
export interface Place {
  readonly skip: SkipReason | undefined;
  /** The records skipped for that reason so far, to be counted up. */
  readonly skipped: Skipped;
  readonly object: number;
  readonly repository: number;
  /** A GET of a manifest that tells where an image pull begins. */
  readonly manifest: boolean;
}

/** The records skipped for a reason. */
interface Skipped {
  readonly number: number;
  readonly skip: SkipReason | undefined;
  records: number;
}

/** No such thing. */
const NONE = -1;

export class PlaceTable {
  readonly keys = new NameTable();
  readonly repositories = new NameTable();
  readonly #objects: Objects;
  /** Of batches: their texts, and whose numbers these have for keys and repositories. */
  #texts: BatchTexts | undefined;
  readonly #keyIds = new TextIds(this.keys);
  readonly #repositoryIds = new TextIds(this.repositories);
  readonly #places = new Map<string, Place>();
  /** By number, a few: one for each reason that has come, and one for none. */
  readonly skipped: Skipped[] = [];

  constructor(objects: Objects) {
    this.#objects = objects;
  }

  /**
   * Of a GET that was answered 200 with a body: what becomes of it depends on its URI alone, and most
   * URIs come again.
   */
  answered(record: TraceRecord): Place {
    const known = this.#places.get(record.uri);
    if (known) return known;
    const place = this.of(record);
    this.#places.set(record.uri, place);
    return place;
  }

  #counter(skip: SkipReason | undefined): Skipped {
    const known = this.skipped.find((skipped) => skipped.skip === skip);
    if (known) return known;
    const fresh = { number: this.skipped.length, skip, records: 0 };
    this.skipped.push(fresh);
    return fresh;
  }

  /** Of an answered GET whose URI is plainly of that; undefined where that does not decide. */
  plain(batch: RecordBatch, uri: number): Place | undefined {
    const { splits, texts } = batch;
    if (texts !== this.#texts) {
      this.#texts = texts;
      this.#keyIds.forget();
      this.#repositoryIds.forget();
    }
    const split = splits[3 * uri];
    const blob = split === SPLIT.blob && this.#objects !== "manifests";
    if (!blob && !(split === SPLIT.manifest && this.#objects === "blobs")) return undefined;
    const skip = blob ? undefined : "manifest";
    const object = blob ? this.#keyIds.of(splits[3 * uri + 2]!, texts.name) : NONE;
    const repository = this.#repositoryIds.of(splits[3 * uri + 1]!, texts.repository);
    return { skip, skipped: this.#counter(skip), object, repository, manifest: !blob };
  }

  /** Of any record. */
  of(record: TraceRecord): Place {
    const selection = select(record, this.#objects);
    if ("skip" in selection) {
      const { skip } = selection;
      const manifest = skip === "manifest" && record.status === 200;
      const repository = manifest ? this.repositories.idOf(repositoryOf(record.uri)) : NONE;
      return { skip, skipped: this.#counter(skip), object: NONE, repository, manifest };
    }
    return {
      skip: undefined,
      skipped: this.#counter(undefined),
      object: this.keys.idOf(selection.key),
      repository: this.repositories.idOf(selection.repository),
      // Only the key of a manifest names a repository.
      manifest: selection.key.includes("/"),
    };
  }
}

/** Bits of a {@link KnownPlaces.kinds}; those above number the reason why it is no request. */
const KNOWN = 1;
export const REQUEST = 2;
export const MANIFEST = 4;
export const REASON = 3;

/** Places by the numbers that a reader has for texts: in columns, which fit the processor's cache. */
export class KnownPlaces {
  /** 0 where there is none yet. */
  kinds = new Uint8Array(1024);
  objects = new Uint32Array(1024);
  repositories = new Uint32Array(1024);

  set(number: number, { skip, skipped, object, repository, manifest }: Place): void {
    if (number >= this.kinds.length) {
      this.kinds = longer(this.kinds, 2 * number);
      this.objects = longer(this.objects, 2 * number);
      this.repositories = longer(this.repositories, 2 * number);
    }
    const what = (skip === undefined ? REQUEST : 0) | (manifest ? MANIFEST : 0);
    this.kinds[number] = KNOWN | what | (skipped.number << REASON);
    this.objects[number] = skip === undefined ? object : 0;
    this.repositories[number] = repository;
  }

  /** The reader's numbers begin anew. */
  forget(): void {
    this.kinds.fill(0);
  }
}
