/** Puts the cells of a sweep together into its document. */

import type { ResultDocument } from "../report/document.ts";
import { SCHEMA } from "../report/document.ts";
import type { SweepDocument } from "../report/sweep-document.ts";
import { VERSION } from "../version.ts";
import type { StoredCell } from "./cell-store.ts";
import type { Grid, PlannedCell } from "./sweep-grid.ts";

/**
 * The document of the cells that there are, in the order of the grid whatever order they were
 * finished in. A trace of which no cell is there is left out, and so are the figures of stations,
 * which would be most of it: `pullsim run` tells them.
 */
export function collect(
  grid: Grid,
  cells: readonly PlannedCell[],
  results: ReadonlyMap<string, StoredCell>,
  command: string,
): SweepDocument {
  const documents = new Map<string, ResultDocument & { cells: StoredCell["cell"][] }>();
  for (const { trace, scenario, seed, policy, capacity, key } of cells) {
    const result = results.get(key);
    if (!result) continue;
    const place = `${trace}/${scenario}/${seed}`;
    let document = documents.get(place);
    if (!document) {
      document = {
        schema: SCHEMA,
        version: VERSION,
        seed,
        fidelity: grid.fidelity,
        trace: { ...result.trace, name: grid.traces[trace]!.name },
        scenario: grid.scenarios[scenario]!,
        cells: [],
      };
      documents.set(place, document);
    }
    const { text } = grid.policies[policy]!;
    document.cells.push({ ...result.cell, policy: text, capacityBytes: capacity, stations: [] });
  }
  return { schema: SCHEMA, version: VERSION, command, results: [...documents.values()] };
}
