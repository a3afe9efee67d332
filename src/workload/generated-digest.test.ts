/** Generated workloads stay what they are, byte for byte: whoever makes the generator faster sees it here. */

import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { generateWorkload } from "./generated-workload.ts";
import { parseProfile, profileText } from "./profile.ts";
import type { Objects } from "./select.ts";

function digest(
  name: string,
  days: number,
  from: number,
  objects: Objects,
  limit?: number,
): string {
  const profile = parseProfile(name, profileText(name));
  const { workload, census } = generateWorkload(profile, { seed: 1, days, from, objects, limit });
  const { requests, manifests, sizes } = workload;
  const hash = createHash("sha256").update(JSON.stringify(census));
  for (const column of [...Object.values(requests), ...Object.values(manifests!), sizes]) {
    hash.update(typeof column === "number" ? String(column) : column);
  }
  return hash.digest("hex").slice(0, 16);
}

test.each([
  ["dal09", 0.3, 0, "all", undefined, "6a5fee4c561bfb9e"],
  ["dal09", 0.1, 0.25, "blobs", 1000, "16f401a29c4c25ef"],
  ["syd01", 2, 1, "manifests", undefined, "5137122eeecd75cf"],
  ["dev-mon01", 3, 0, "blobs", undefined, "34696d409f9d9a1c"],
] as const)(
  "%s, %s days from day %s on, %s, limit %s",
  (name, days, from, objects, limit, expected) => {
    expect(digest(name, days, from, objects, limit)).toBe(expected);
  },
);
