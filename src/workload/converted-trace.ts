/**
 * A trace that has been read once, as an Apache Arrow file of two record batches: its requests in
 * order of arrival, and its GETs of manifests, which have neither object nor size, duration and
 * opening. The columns stand in the file as they stand in memory; what else is known of the trace
 * stands in the schema's metadata, as JSON.
 */

import type { Names } from "./gathered.ts";
import type { RequestMix } from "./request-mix.ts";
import type { Objects } from "./select.ts";
import type { Built, Ordered } from "./workload-builder.ts";

/** An Arrow file begins and ends with it. */
export const MAGIC = "ARROW1";
/** The key of the metadata; its value is a {@link ConvertedHeader}. */
export const HEADER_KEY = "pullsim";
/** The layout of the file; a change that breaks readers raises it. */
export const CONVERTED_FORMAT = 1;

export interface ConvertedHeader {
  readonly format: number;
  /** The trace's name. */
  readonly name: string;
  /** Which objects its requests are for. */
  readonly objects: Objects;
  readonly requests: number;
  readonly manifests: number;
  /** How many there are of each. */
  readonly distinct: Readonly<Record<keyof Names, number>>;
  /** When the first request arrived, in milliseconds since 1970. */
  readonly began: number;
  readonly census: Built["census"];
  /** Records of all kinds, requests or not. */
  readonly mix: RequestMix["mix"];
  readonly statuses: RequestMix["statuses"];
}

/** What a converted trace holds. */
export interface ConvertedTrace extends Built, Pick<Ordered, "began"> {
  readonly objects: Objects;
  readonly mix: Pick<RequestMix, "mix" | "statuses">;
}

/** The columns, in the order in which they stand in the file, and which of them manifests lack. */
export const COLUMNS = [
  "arrival",
  "duration",
  "object",
  "client",
  "repository",
  "host",
  "opens",
  // Bytes of the object asked for.
  "size",
] as const;
export const OF_REQUESTS_ONLY: readonly string[] = ["duration", "object", "opens", "size"];

/** Whether a file's first bytes are those of an Arrow file. */
export function isArrowFile(head: Uint8Array): boolean {
  return new TextDecoder().decode(head.subarray(0, MAGIC.length)) === MAGIC;
}
