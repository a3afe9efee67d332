/** What URIs ask for, each looked at once. */

import type { TraceRecord } from "../trace/format.ts";
import { NameTable } from "./name-table.ts";
import { type Objects, repositoryOf, type SkipReason, select } from "./select.ts";

/** What a URI asks for, or why a record with it is no request. */
export interface Place {
  readonly skip: SkipReason | undefined;
  /** The records skipped for that reason so far, to be counted up. */
  readonly skipped: { records: number };
  readonly object: number;
  readonly repository: number;
  /** A GET of a manifest that tells where an image pull begins. */
  readonly manifest: boolean;
}

/** No such thing. */
const NONE = -1;

export class PlaceTable {
  readonly keys = new NameTable();
  readonly repositories = new NameTable();
  readonly #objects: Objects;
  readonly #places = new Map<string, Place>();
  /** By reason, of the places' records. */
  readonly skipped = new Map<SkipReason | undefined, { records: number }>();

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

  #counter(skip: SkipReason | undefined): { records: number } {
    const known = this.skipped.get(skip) ?? { records: 0 };
    this.skipped.set(skip, known);
    return known;
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

/** Places by the numbers that a reader has for texts. */
export class KnownPlaces {
  /** By number: an index + 1; 0 for none. */
  #indices = new Uint32Array(1024);
  #places: Place[] = [];

  get(number: number): Place | undefined {
    const index = this.#indices[number];
    return index ? this.#places[index - 1] : undefined;
  }

  set(number: number, place: Place): void {
    if (number >= this.#indices.length) {
      const longer = new Uint32Array(2 * number);
      longer.set(this.#indices);
      this.#indices = longer;
    }
    this.#places.push(place);
    this.#indices[number] = this.#places.length;
  }

  /** The reader's numbers begin anew. */
  forget(): void {
    this.#indices.fill(0);
    this.#places = [];
  }
}
