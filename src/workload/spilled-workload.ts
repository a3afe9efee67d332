/** From responses that do not fit into memory to requests in order of arrival, in a file. */

import type { Bytes } from "../units.ts";
import { ArrivalColumns } from "./arrival-columns.ts";
import { Column } from "./column.ts";
import type { GatheredRows } from "./gathered.ts";
import type { ScratchFile } from "./random-access.ts";
import { ResponseColumns } from "./response-columns.ts";
import type { ResponseRows } from "./response-file.ts";
import { RowSpill, type SpilledTrace } from "./row-spill.ts";
import type { Objects } from "./select.ts";
import { SortedRuns } from "./sorted-runs.ts";
import { BATCH_ROWS } from "./trace-columns.ts";
import { type Rows, stretches } from "./trace-rows.ts";
import { censusOf, type Ordered } from "./workload-builder.ts";

/** A trace in a file, and how it goes back to what it was made of. */
export interface OrderedRows extends Pick<Ordered, "old"> {
  readonly trace: SpilledTrace;
}

/** What a response takes while it is sorted. */
export const BYTES_A_ROW: Bytes = 96;

/**
 * As {@link buildWorkload}, in about so much memory, whatever the number of responses. Runs and rows go
 * into scratch files that `scratch` makes; the runs' may be closed afterwards.
 */
export function spillWorkload(
  gathered: GatheredRows,
  { name, objects }: { readonly name: string; readonly objects: Objects },
  memory: Bytes,
  scratch: { readonly runs: ScratchFile; readonly rows: ScratchFile },
  limit = Number.POSITIVE_INFINITY,
): OrderedRows {
  const { requests, manifests } = gathered;
  const origin = firstEnded(requests);
  const rows = Math.max(1, Math.floor(memory / BYTES_A_ROW));
  const sent = new SortedRuns(requests, origin, rows, scratch.runs);
  const asked = new SortedRuns(manifests, origin, rows, scratch.runs);
  const room = { requests: 0, manifests: 0 };
  const columns = new ArrivalColumns(origin, room, limit, new RowSpill(scratch.rows));
  const some = new ResponseColumns();
  const those = new ResponseColumns();
  for (let left = Math.min(limit, requests.count); left > 0; ) {
    sent.take(Number.POSITIVE_INFINITY, Math.min(left, BATCH_ROWS), some);
    left -= some.length;
    const last = some.sent(origin)[some.length - 1]!;
    asked.take(last, Number.POSITIVE_INFINITY, those);
    columns.take(some, those, Number.POSITIVE_INFINITY);
  }
  const { began } = columns;
  const facts = { name, objects, began, mix: gathered.mix };
  const census = censusOf(gathered, requests.count, limit);
  const trace = { ...facts, census, ...columns.finish(Column.of(gathered.sizes)) };
  return { trace, old: columns.old };
}

function firstEnded(responses: Rows<ResponseRows>): number {
  let first = Number.POSITIVE_INFINITY;
  for (const stretch of stretches(responses, BATCH_ROWS)) {
    first = Math.min(first, new ResponseColumns(stretch).firstEnded);
  }
  return first;
}
