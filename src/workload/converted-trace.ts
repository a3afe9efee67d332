/**
 * A trace that has been read once, as an Apache Arrow file: record batches of its requests in order of
 * arrival, and then of its GETs of manifests, which have neither object nor size, duration and opening.
 * The columns stand in the file as they stand in memory; what else is known of the trace stands in the
 * schema's metadata, as JSON.
 */

import { TraceError } from "../errors.ts";
import type { Workload } from "../request.ts";
import type { Census } from "./census.ts";
import type { Names } from "./names.ts";
import type { RequestMix } from "./request-mix.ts";
import type { Objects } from "./select.ts";
import { rowsOf, type TraceRows } from "./trace-rows.ts";

/** An Arrow file begins and ends with it. */
export const MAGIC = "ARROW1";
/** The key of the metadata; its value is a {@link ConvertedHeader}. */
export const HEADER_KEY = "pullsim";
/** The layout of the file; a change that breaks readers raises it. */
export const CONVERTED_FORMAT = 2;
/** The layout before: all requests in one batch, all GETs of manifests in another. */
export const TWO_BATCHES = 1;

/** What is known of a trace besides its rows. */
export interface TraceFacts {
  readonly name: string;
  /** Which objects its requests are for. */
  readonly objects: Objects;
  /** When the first request arrived, in milliseconds since 1970. */
  readonly began: number;
  readonly census: Census;
  /** Records of all kinds, requests or not. */
  readonly mix: Pick<RequestMix, "mix" | "statuses">;
}

export interface ConvertedHeader
  extends Pick<TraceFacts, "name" | "objects" | "began" | "census">,
    Pick<RequestMix, "mix" | "statuses"> {
  readonly format: number;
  readonly requests: number;
  readonly manifests: number;
  /** How many there are of each. */
  readonly distinct: Readonly<Record<keyof Names, number>>;
}

/** What a converted trace holds, wherever its rows are. */
export interface ConvertedTrace extends TraceFacts {
  readonly rows: TraceRows;
  /** Bytes of each object. */
  readonly sizes: Float64Array;
}

/** A trace in memory, to be converted. */
export function convertedOf(workload: Workload, facts: Omit<TraceFacts, "name">): ConvertedTrace {
  return { ...facts, name: workload.name, rows: rowsOf(workload), sizes: workload.sizes };
}

/** What is said of a file that is no whole converted trace. */
export function brokenTrace(file: string, problem: string): TraceError {
  return new TraceError("ARROW", `${file}: not a whole converted trace: ${problem}`);
}

/** Whether a file's first bytes are those of an Arrow file. */
export function isArrowFile(head: Uint8Array): boolean {
  return new TextDecoder().decode(head.subarray(0, MAGIC.length)) === MAGIC;
}
