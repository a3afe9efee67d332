/** What is kept of a trace's records before they are put in order: plain data, for threads to send. */

import type { Skip } from "./census.ts";
import type { Names } from "./names.ts";
import type { RequestMix } from "./request-mix.ts";
import type { Responses } from "./response-columns.ts";
import type { ResponseRows } from "./response-file.ts";
import type { SpilledPieces } from "./response-store.ts";
import type { Rows } from "./trace-rows.ts";

/** One or more files, one after the other. */
export interface Gathered {
  readonly records: number;
  readonly skipped: ReadonlyMap<Skip, number>;
  readonly mix: Pick<RequestMix, "mix" | "statuses">;
  /** In the order of the input. */
  readonly requests: Responses;
  /** Which tell where image pulls begin, be they requests or not. */
  readonly manifests: Responses;
  /** Where those are that are in a file, and not here. */
  readonly spilled?: SpilledPieces;
  /** Bytes of each object. */
  readonly sizes: Float64Array;
  /** Objects whose records disagree about their size. */
  readonly resized: ReadonlySet<number>;
  readonly names: Names;
}

/** The same with the responses wherever they are. */
export interface GatheredRows extends Omit<Gathered, "requests" | "manifests" | "spilled"> {
  readonly requests: Rows<ResponseRows>;
  readonly manifests: Rows<ResponseRows>;
}

/** What one reader has gathered of some files that come after each other in the trace. */
export interface Stretch {
  /** Its rows among the reader's: from the first to before the last. */
  readonly requests: readonly [from: number, to: number];
  readonly manifests: readonly [from: number, to: number];
  readonly mix: Pick<RequestMix, "mix" | "statuses">;
}
