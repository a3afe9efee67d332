/** Rows that go into a file as they come, because they would take too much memory. */

import type { ManifestGets } from "../request.ts";
import type { StreamedRequests } from "../streamed-workload.ts";
import type { Seconds } from "../units.ts";
import type { ConvertedTrace } from "./converted-trace.ts";
import { blankManifests, FileRows, type RowLayout } from "./file-rows.ts";
import type { Numbering } from "./numbering.ts";
import type { RandomAccess, ScratchFile } from "./random-access.ts";
import type { ManifestColumns, RequestColumns } from "./request-columns.ts";
import { BATCH_ROWS, COLUMNS, type ColumnName } from "./trace-columns.ts";
import type { Rows } from "./trace-rows.ts";

/** A trace whose rows are in a scratch file. */
export interface SpilledTrace extends ConvertedTrace {
  readonly rows: { readonly requests: StreamedRequests; readonly manifests: Rows<ManifestGets> };
}

const OF_BOTH = ["arrival", "client", "repository", "host"] as const;
const OF_REQUESTS = [...OF_BOTH, "duration", "object", "opens"] as const;

export class RowSpill {
  readonly file: ScratchFile;
  readonly #requests: Spilled;
  readonly #manifests: Spilled;

  constructor(file: ScratchFile) {
    this.file = file;
    this.#requests = new Spilled(file);
    this.#manifests = new Spilled(file);
  }

  /** Takes what is enough for stretches; the rest stays in the columns. */
  take(requests: RequestColumns, manifests: ManifestColumns): void {
    if (requests.count >= BATCH_ROWS) this.#requests.take(requests, OF_REQUESTS, BATCH_ROWS);
    if (manifests.count >= BATCH_ROWS) this.#manifests.take(manifests, OF_BOTH, BATCH_ROWS);
  }

  /** Takes what is left. */
  finish(requests: RequestColumns, manifests: ManifestColumns): void {
    this.#requests.take(requests, OF_REQUESTS, 1);
    this.#manifests.take(manifests, OF_BOTH, 1);
  }

  /** Where all that was taken is. */
  layouts(distinct: RowLayout["distinct"]): Record<"requests" | "manifests", RowLayout> {
    return {
      requests: this.#requests.layout(distinct),
      manifests: this.#manifests.layout(distinct),
    };
  }
}

class Spilled {
  readonly #file: ScratchFile;
  readonly #starts: number[] = [];
  #count = 0;

  constructor(file: ScratchFile) {
    this.#file = file;
  }

  /** Takes stretches from the columns as long as they have so many rows. */
  take<N extends ColumnName>(
    columns: ManifestColumns & Readonly<Record<N, Float64Array | Uint32Array>>,
    names: readonly N[],
    least: number,
  ): void {
    let taken = 0;
    while (columns.count - taken >= least) {
      const to = Math.min(columns.count, taken + BATCH_ROWS);
      const starts = COLUMNS.map(() => 0);
      for (const name of names) {
        const { buffer, byteOffset, byteLength } = columns[name].subarray(taken, to);
        const start = this.#file.write(new Uint8Array(buffer, byteOffset, byteLength));
        starts[COLUMNS.indexOf(name)] = start;
      }
      this.#starts.push(...starts);
      taken = to;
    }
    this.#count += taken;
    columns.drop(taken);
  }

  layout(distinct: RowLayout["distinct"]): RowLayout {
    const starts = Float64Array.from(this.#starts);
    return { count: this.#count, rows: BATCH_ROWS, starts, distinct };
  }
}

/** GETs of manifests as they were spilled: with ids and times that are to be put right. */
export class SpilledManifests implements Rows<ManifestGets> {
  readonly count: number;
  readonly #rows: FileRows;
  readonly #first: Seconds;
  readonly #numbers: Readonly<Record<"client" | "repository" | "host", Numbering>>;

  /** Those that were asked for until `last`; times count from `first`. */
  constructor(
    file: RandomAccess,
    layout: RowLayout,
    [first, last]: readonly [Seconds, Seconds],
    numbers: Readonly<Record<"client" | "repository" | "host", Numbering>>,
  ) {
    this.#rows = new FileRows(file, layout, (problem) => new Error(problem));
    this.#first = first;
    this.#numbers = numbers;
    let { count } = layout;
    while (count > 0 && this.#rows.timeOf(count - 1) > last) count--;
    this.count = count;
  }

  read(from: number, to: number, spare?: ManifestGets): ManifestGets {
    const into = spare?.count === to - from ? spare : blankManifests(to - from);
    this.#rows.times(from, into.arrival);
    for (let i = 0; i < into.count; i++) into.arrival[i] = into.arrival[i]! - this.#first;
    for (const column of ["client", "repository", "host"] as const) {
      this.#rows.fill(column, from, into[column]);
      this.#numbers[column].renumber(into[column]);
    }
    return into;
  }
}
