/** Puts together what threads have gathered, as if one had read it all. */

import type { Gathered, Names, Skip } from "./gathered.ts";
import { NameTable } from "./name-table.ts";
import { RequestMix } from "./request-mix.ts";
import type { Responses } from "./response-columns.ts";

const KINDS = ["object", "client", "repository", "host"] as const;

/** The parts, in the order of the input, as one. */
export function mergeGathered(parts: readonly Gathered[]): Gathered {
  if (parts.length === 1) return parts[0]!;
  const tables = Object.fromEntries(KINDS.map((kind) => [kind, new NameTable()])) as Record<
    keyof Names,
    NameTable
  >;
  const ids = parts.map(({ names }) =>
    Object.fromEntries(
      KINDS.map((kind) => [kind, Uint32Array.from(names[kind], (name) => tables[kind].idOf(name))]),
    ),
  ) as Record<keyof Names, Uint32Array>[];
  const names = Object.fromEntries(KINDS.map((kind) => [kind, tables[kind].names()]));

  const skipped = new Map<Skip, number>();
  const mix = new RequestMix();
  const resized = new Set<number>();
  const sizes = new Float64Array(names.object!.length);
  for (const [i, part] of parts.entries()) {
    const objects = ids[i]!.object;
    for (const [reason, n] of part.skipped) skipped.set(reason, (skipped.get(reason) ?? 0) + n);
    mix.include(part.mix);
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
    const length = parts.reduce((sum, part) => sum + part[of].ended.length, 0);
    const floats = (column: "ended" | "duration"): Float64Array => {
      const all = new Float64Array(length);
      let at = 0;
      for (const part of parts) {
        all.set(part[of][column], at);
        at += part[of][column].length;
      }
      return all;
    };
    const renamed = (column: keyof Names): Uint32Array => {
      const all = new Uint32Array(length);
      let at = 0;
      for (const [i, part] of parts.entries()) {
        const fresh = ids[i]![column];
        for (const old of part[of][column]) all[at++] = fresh[old]!;
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
  const records = parts.reduce((sum, part) => sum + part.records, 0);
  return {
    records,
    skipped,
    mix,
    requests: joined("requests"),
    manifests: joined("manifests"),
    sizes,
    resized,
    names: names as unknown as Names,
  };
}
