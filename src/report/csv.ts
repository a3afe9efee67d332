/** The cells of a result document as CSV, one a line, with the columns of the document. */

import { stringify } from "csv-stringify/sync";
import type { ResultDocument } from "./document.ts";

/** CSV text with a header line. Each line repeats which trace, fidelity and seed it belongs to. */
export function toCsv({ trace, fidelity, seed, scenario, cells }: ResultDocument): string {
  const common = {
    trace: trace.name,
    scenario: (scenario as { name?: string }).name,
    fidelity,
    seed,
  };
  return stringify(
    cells.map((cell) => ({ ...common, ...cell })),
    { header: true },
  );
}
