/** Puts together what threads have gathered, as if one had read it all. */

import type { Gathered, Names, Skip } from "./gathered.ts";
import type { Responses } from "./in-arrival-order.ts";
import { NameTable } from "./name-table.ts";
import type { Manifests } from "./pull-openings.ts";
import { RequestMix } from "./request-mix.ts";

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
      const size = part.responses.sizes[old]!;
      if (sizes[object] === 0) sizes[object] = size;
      else if (sizes[object] !== size) {
        resized.add(object);
        sizes[object] = Math.max(sizes[object]!, size);
      }
    }
  }

  const floats = (column: (part: Gathered) => Float64Array): Float64Array => {
    const all = new Float64Array(parts.reduce((sum, part) => sum + column(part).length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(column(part), at);
      at += column(part).length;
    }
    return all;
  };
  const renamed = (kind: keyof Names, column: (part: Gathered) => Uint32Array): Uint32Array => {
    const all = new Uint32Array(parts.reduce((sum, part) => sum + column(part).length, 0));
    let at = 0;
    for (const [i, part] of parts.entries()) {
      const fresh = ids[i]![kind];
      for (const old of column(part)) all[at++] = fresh[old]!;
    }
    return all;
  };
  const manifests: Manifests = {
    ended: floats(({ responses }) => responses.manifests.ended),
    duration: floats(({ responses }) => responses.manifests.duration),
    client: renamed("client", ({ responses }) => responses.manifests.client),
    repository: renamed("repository", ({ responses }) => responses.manifests.repository),
  };
  const responses: Responses = {
    ended: floats(({ responses }) => responses.ended),
    duration: floats(({ responses }) => responses.duration),
    object: renamed("object", ({ responses }) => responses.object),
    client: renamed("client", ({ responses }) => responses.client),
    repository: renamed("repository", ({ responses }) => responses.repository),
    host: renamed("host", ({ responses }) => responses.host),
    sizes,
    manifests,
  };
  const records = parts.reduce((sum, part) => sum + part.records, 0);
  return { records, skipped, mix, responses, resized, names: names as unknown as Names };
}
