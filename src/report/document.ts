/** The result document: everything that a run says, as data. The shape is a fixed contract. */

import type { Cell } from "../metrics/cell.ts";
import { type Bytes, UNLIMITED } from "../units.ts";

/** The layout of the document; a change that breaks readers raises it. */
export const SCHEMA = 1;

export interface ResultDocument {
  schema: typeof SCHEMA;
  version: string;
  seed: number;
  fidelity: string;
  trace: {
    name: string;
    /** Requests + the sum of `skipped`. */
    records: number;
    requests: number;
    objects: number;
    footprintBytes: Bytes;
    /** Records that are no requests, by reason. */
    skipped: Readonly<Record<string, number>>;
  };
  /** The whole scenario, in base units. */
  scenario: { readonly name: string };
  cells: readonly Cell[];
}

/**
 * The document as JSON text, two spaces deep, with a newline at its end. A figure that was not
 * measured is null, never 0; a capacity without limit is null, any other limit `unlimited`.
 */
export function toJson(document: ResultDocument): string {
  return `${JSON.stringify(document, plain, 2)}\n`;
}

function plain(key: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  return Number.isNaN(value) || key === "capacityBytes" ? null : UNLIMITED;
}
