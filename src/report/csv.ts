/** The cells of a result document as CSV, one a line, with the columns of the document. */

import { stringify } from "csv-stringify/sync";
import type { ResultDocument } from "./document.ts";

/**
 * CSV text with a header line, of one document or of several. Each line repeats which trace,
 * scenario, fidelity and seed it belongs to; what was not measured, and a capacity without limit, is
 * empty. Stations are in the JSON only.
 */
export function toCsv(...documents: readonly ResultDocument[]): string {
  const lines = documents.flatMap(({ trace, fidelity, seed, scenario, cells }) => {
    const common = { trace: trace.name, scenario: scenario.name, fidelity, seed };
    return cells.map(({ stations, ...cell }) => ({ ...common, ...cell }));
  });
  // Some lines have figures that the first has not.
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  return stringify(lines, {
    header: true,
    columns,
    cast: { number: (value) => (Number.isFinite(value) ? String(value) : ""), boolean: String },
  });
}
