/** Puts together what threads have gathered, as if one had read it all. */

import type { Skip } from "./census.ts";
import { lengthened } from "./column.ts";
import type { Gathered, GatheredRows, Stretch } from "./gathered.ts";
import type { NameTable } from "./name-table.ts";
import type { Names } from "./names.ts";
import type { ScratchFile } from "./random-access.ts";
import { RequestMix } from "./request-mix.ts";
import type { Responses } from "./response-columns.ts";
import { ResponseFile, type ResponseRows, rowsInMemory, StretchedRows } from "./response-file.ts";
import type { Rows } from "./trace-rows.ts";

const KINDS = ["object", "client", "repository", "host"] as const;

/** Names by kind. */
export type NameTables = Readonly<Record<keyof Names, NameTable>>;

/** A stretch of the trace, and which of the readers has gathered it. */
export interface ReadStretch extends Stretch {
  readonly reader: number;
}

/**
 * All that the readers have, the rows in the order of the stretches, which is that of the input. The
 * numbers of the names are those of the first reader, whose tables take in the names of the others,
 * as its columns take in their rows.
 */
export function mergeGathered(
  readers: readonly Gathered[],
  stretches: readonly ReadStretch[],
  tables: NameTables,
): Gathered {
  const ids = idsIn(readers, tables);
  return {
    ...merged(readers, stretches, ids, tables),
    requests: joined(readers, "requests", stretches, ids),
    manifests: joined(readers, "manifests", stretches, ids),
  };
}

function joined(
  readers: readonly Gathered[],
  kind: "requests" | "manifests",
  stretches: readonly ReadStretch[],
  ids: readonly Ids[],
): Responses {
  const length = stretches.reduce((sum, { [kind]: [from, to] }) => sum + to - from, 0);
  const { ended, duration, object, client, repository, host } = readers[0]![kind];
  const all = {
    ended: lengthened(ended, length),
    duration: lengthened(duration, length),
    object: lengthened(object, length),
    client: lengthened(client, length),
    repository: lengthened(repository, length),
    host: lengthened(host, length),
  };
  // From the last on: what is not in its place yet is before all places that are written to.
  let at = length;
  for (const stretch of stretches.toReversed()) {
    const [from, to] = stretch[kind];
    const { [kind]: rows } = readers[stretch.reader]!;
    at -= to - from;
    if (stretch.reader === 0) {
      if (at > from) for (const column of Object.values(all)) column.copyWithin(at, from, to);
      continue;
    }
    for (const name of ["ended", "duration"] as const)
      all[name].set(rows[name].subarray(from, to), at);
    for (const name of KINDS) {
      rename(rows[name].subarray(from, to), ids[stretch.reader]![name], all[name], at);
    }
  }
  return all;
}

// Loops over all rows are functions of their own: what is compiled while it runs is no more than the loop.

function asTheyAre(ids: number): Uint32Array {
  const same = new Uint32Array(ids);
  for (let id = 0; id < ids; id++) same[id] = id;
  return same;
}

function numbersOf(names: readonly string[], table: NameTable): Uint32Array {
  const numbers = new Uint32Array(names.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = table.idOf(names[i]!);
  return numbers;
}

/** Puts the fresh ids of the old ones into a column, from an entry on. */
function rename(old: Uint32Array, fresh: Uint32Array, into: Uint32Array, from: number): void {
  for (let i = 0; i < old.length; i++) into[from + i] = fresh[old[i]!]!;
}

/** The same with the rows where they are: in memory, or in the readers' files. */
export function mergeRows(
  readers: readonly Gathered[],
  files: readonly ScratchFile[],
  stretches: readonly ReadStretch[],
  tables: NameTables,
): GatheredRows {
  const ids = idsIn(readers, tables);
  const stretched = (of: "requests" | "manifests"): StretchedRows => {
    const rows = readers.map((reader, i) => rowsOfKind(reader, of, files[i]!));
    return new StretchedRows(
      stretches.map(({ reader, [of]: [from, to] }) => ({
        ...{ rows: rows[reader]!, from, to },
        ids: ids[reader]!,
      })),
    );
  };
  return {
    ...merged(readers, stretches, ids, tables),
    requests: stretched("requests"),
    manifests: stretched("manifests"),
  };
}

/** The rows of what one reader has gathered, as far as they went to a file, in that one. */
export function rowsIn(gathered: Gathered, file: ScratchFile): GatheredRows {
  const { spilled, ...rest } = gathered;
  return {
    ...rest,
    requests: rowsOfKind(gathered, "requests", file),
    manifests: rowsOfKind(gathered, "manifests", file),
  };
}

function rowsOfKind(
  { spilled, ...gathered }: Gathered,
  kind: "requests" | "manifests",
  file: ScratchFile,
): Rows<ResponseRows> {
  const pieces = spilled?.[kind];
  return pieces ? new ResponseFile(file, pieces) : rowsInMemory(gathered[kind]);
}

type Ids = Readonly<Record<keyof Names, Uint32Array>>;

/** By reader and by its ids: those of the tables. */
function idsIn(readers: readonly Gathered[], tables: NameTables): Ids[] {
  return readers.map(({ names }, reader) =>
    Object.fromEntries(
      KINDS.map((kind): [string, Uint32Array] => [
        kind,
        reader === 0 ? asTheyAre(names[kind].length) : numbersOf(names[kind], tables[kind]),
      ]),
    ),
  ) as unknown as Ids[];
}

/** Everything but the rows. */
function merged(
  readers: readonly Gathered[],
  stretches: readonly ReadStretch[],
  ids: readonly Ids[],
  tables: NameTables,
): Omit<Gathered, "requests" | "manifests"> {
  const mix = new RequestMix();
  for (const stretch of stretches) mix.include(stretch.mix);
  const names = Object.fromEntries(KINDS.map((kind) => [kind, tables[kind].names()]));

  const skipped = new Map<Skip, number>();
  const resized = new Set<number>();
  const sizes = new Float64Array(names.object!.length);
  for (const [i, part] of readers.entries()) {
    const objects = ids[i]!.object;
    for (const [reason, n] of part.skipped) skipped.set(reason, (skipped.get(reason) ?? 0) + n);
    for (const object of part.resized) resized.add(objects[object]!);
    mergeSizes(part.sizes, objects, sizes, resized);
  }

  const records = readers.reduce((sum, part) => sum + part.records, 0);
  return {
    records,
    skipped,
    mix: { mix: mix.mix, statuses: mix.statuses },
    sizes,
    resized,
    names: names as unknown as Names,
  };
}

/** Of objects that have other ids now; of two sizes the greater counts. */
function mergeSizes(
  old: Float64Array,
  objects: Uint32Array,
  sizes: Float64Array,
  resized: Set<number>,
): void {
  for (let i = 0; i < objects.length; i++) {
    const object = objects[i]!;
    const size = old[i]!;
    if (sizes[object] === 0) sizes[object] = size;
    else if (sizes[object] !== size) {
      resized.add(object);
      sizes[object] = Math.max(sizes[object]!, size);
    }
  }
}
