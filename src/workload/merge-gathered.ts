/** Puts together what threads have gathered, as if one had read it all. */

import type { Gathered, Names, Skip, Stretch } from "./gathered.ts";
import type { NameTable } from "./name-table.ts";
import { RequestMix } from "./request-mix.ts";
import type { Responses } from "./response-columns.ts";

const KINDS = ["object", "client", "repository", "host"] as const;

/** Names by kind. */
export type NameTables = Readonly<Record<keyof Names, NameTable>>;

/** A stretch of the trace, and which of the readers has gathered it. */
export interface ReadStretch extends Stretch {
  readonly reader: number;
}

/**
 * All that the readers have, the rows in the order of the stretches, which is that of the input. The
 * numbers of the names are those of the first reader, whose tables take in the names of the others.
 */
export function mergeGathered(
  readers: readonly Gathered[],
  stretches: readonly ReadStretch[],
  tables: NameTables,
): Gathered {
  const mix = new RequestMix();
  for (const stretch of stretches) mix.include(stretch.mix);
  const ids = readers.map(({ names }, reader) =>
    Object.fromEntries(
      KINDS.map((kind): [string, Uint32Array] => {
        const fresh = new Uint32Array(names[kind].length);
        for (let i = 0; i < fresh.length; i++) {
          fresh[i] = reader === 0 ? i : tables[kind].idOf(names[kind][i]!);
        }
        return [kind, fresh];
      }),
    ),
  ) as Record<keyof Names, Uint32Array>[];
  const names = Object.fromEntries(KINDS.map((kind) => [kind, tables[kind].names()]));

  const skipped = new Map<Skip, number>();
  const resized = new Set<number>();
  const sizes = new Float64Array(names.object!.length);
  for (const [i, part] of readers.entries()) {
    const objects = ids[i]!.object;
    for (const [reason, n] of part.skipped) skipped.set(reason, (skipped.get(reason) ?? 0) + n);
    for (const object of part.resized) resized.add(objects[object]!);
    for (let old = 0; old < objects.length; old++) {
      const object = objects[old]!;
      const size = part.sizes[old]!;
      if (sizes[object] === 0) sizes[object] = size;
      else if (sizes[object] !== size) {
        resized.add(object);
        sizes[object] = Math.max(sizes[object]!, size);
      }
    }
  }

  const joined = (of: "requests" | "manifests"): Responses => {
    const length = stretches.reduce((sum, { [of]: [from, to] }) => sum + to - from, 0);
    const floats = (column: "ended" | "duration"): Float64Array => {
      const all = new Float64Array(length);
      let at = 0;
      for (const {
        reader,
        [of]: [from, to],
      } of stretches) {
        all.set(readers[reader]![of][column].subarray(from, to), at);
        at += to - from;
      }
      return all;
    };
    const renamed = (column: keyof Names): Uint32Array => {
      const all = new Uint32Array(length);
      let at = 0;
      for (const {
        reader,
        [of]: [from, to],
      } of stretches) {
        const fresh = ids[reader]![column];
        const old = readers[reader]![of][column];
        for (let i = from; i < to; i++) all[at++] = fresh[old[i]!]!;
      }
      return all;
    };
    return {
      ended: floats("ended"),
      duration: floats("duration"),
      object: renamed("object"),
      client: renamed("client"),
      repository: renamed("repository"),
      host: renamed("host"),
    };
  };
  const records = readers.reduce((sum, part) => sum + part.records, 0);
  return {
    records,
    skipped,
    mix: { mix: mix.mix, statuses: mix.statuses },
    requests: joined("requests"),
    manifests: joined("manifests"),
    sizes,
    resized,
    names: names as unknown as Names,
  };
}
