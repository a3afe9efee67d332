/** Puts the cells of a sweep together into its document. */

import type { Cell } from "../metrics/cell.ts";
import { combine } from "../metrics/replications.ts";
import { type ResultDocument, SCHEMA } from "../report/document.ts";
import type { SweepDocument } from "../report/sweep-document.ts";
import { VERSION } from "../version.ts";
import type { StoredCell } from "./cell-store.ts";
import type { Grid, PlannedCell } from "./grid.ts";

/**
 * The document of the cells that there are, in the order of the grid whatever order they were
 * finished in, each the mean over its seeds. A trace of which no cell is there is left out, and so
 * are the figures of stations, which would be most of it: `pullsim run` tells them.
 */
export function collect(
  grid: Grid,
  cells: readonly PlannedCell[],
  results: ReadonlyMap<string, StoredCell>,
  command: string,
): SweepDocument {
  const places = new Map<string, { place: PlannedCell; found: StoredCell[] }>();
  for (const cell of cells) {
    const result = results.get(cell.key);
    if (!result) continue;
    const key = `${cell.trace}/${cell.scenario}/${cell.policy}/${cell.capacity}`;
    const place = places.get(key);
    if (place) place.found.push(result);
    else places.set(key, { place: cell, found: [result] });
  }

  const documents = new Map<string, ResultDocument & { cells: Cell[] }>();
  for (const { place, found } of places.values()) {
    const { trace, scenario, policy, capacity } = place;
    const key = `${trace}/${scenario}`;
    let document = documents.get(key);
    if (!document) {
      document = {
        schema: SCHEMA,
        version: VERSION,
        seed: grid.seeds[0]!,
        fidelity: grid.fidelity,
        ...(grid.sample !== undefined && { sample: grid.sample }),
        replay: "open",
        replications: grid.seeds.length,
        ...grid.warmUp,
        trace: { ...found[0]!.trace, name: grid.traces[trace]!.name },
        scenario: grid.scenarios[scenario]!,
        cells: [],
      };
      documents.set(key, document);
    }
    const [cell] = combine(found.map((result) => [result.cell]));
    document.cells.push({ ...cell!, policy, capacityBytes: capacity, stations: [] });
  }
  const replications = grid.seeds.length;
  const common = { version: VERSION, command, replications };
  return { schema: SCHEMA, ...common, results: [...documents.values()] };
}
