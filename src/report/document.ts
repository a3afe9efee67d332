/** The result document: everything that a run says, as data. The shape is a fixed contract. */

import type { Bytes, Ratio, Seconds } from "../units.ts";
import { UNLIMITED } from "../units.ts";

/** The layout of the document; a change that breaks readers raises it. */
export const SCHEMA = 1;

/** One policy at one capacity. Figures that were not measured are null, never 0. */
export interface DocumentCell {
  policy: string;
  /** Null for no limit. */
  capacityBytes: Bytes | null;
  requests: number;
  hits: number;
  delayedHits: number;
  hitRatio: Ratio | null;
  byteHitRatio: Ratio | null;
  bytes: Bytes;
  hitBytes: Bytes;
  meanLatencySeconds: Seconds | null;
  p50LatencySeconds: Seconds | null;
  p95LatencySeconds: Seconds | null;
  p99LatencySeconds: Seconds | null;
  latencySavingsRate: Ratio | null;
  meanRequestSavings: Ratio | null;
  savingsHalfWidth: Ratio | null;
  storeRequests: number;
  storeBytes: Bytes;
  admissions: number;
  rejections: number;
  evictions: number;
}

export interface ResultDocument {
  schema: typeof SCHEMA;
  version: string;
  seed: number;
  fidelity: string;
  trace: {
    name: string;
    records: number;
    requests: number;
    objects: number;
    footprintBytes: Bytes;
    skipped: Readonly<Record<string, number>>;
  };
  scenario: object;
  cells: DocumentCell[];
}

/** The document as JSON text, two spaces deep, with a newline at its end. */
export function toJson(document: ResultDocument): string {
  return `${JSON.stringify(document, plain, 2)}\n`;
}

/** JSON has no infinity: where a scenario has one, it says what a scenario file would. */
function plain(_key: string, value: unknown): unknown {
  if (value === Number.POSITIVE_INFINITY) return UNLIMITED;
  return typeof value === "number" && Number.isNaN(value) ? null : value;
}

/** NaN and infinities as null. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
