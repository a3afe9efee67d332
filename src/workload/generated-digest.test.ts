/** Generated workloads stay what they are, byte for byte: whoever makes the generator faster sees it here. */

import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { generateWorkload } from "./generated-workload.ts";
import { parseProfile, profileText } from "./profile.ts";
import type { Objects } from "./select.ts";

function digest(name: string, days: number, from: number, objects: Objects): string {
  const profile = parseProfile(name, profileText(name));
  const { workload, census } = generateWorkload(profile, { seed: 1, days, from, objects });
  const { count, ...columns } = workload.requests;
  const hash = createHash("sha256").update(JSON.stringify({ count, census }));
  for (const column of [...Object.values(columns), workload.sizes]) hash.update(column);
  return hash.digest("hex").slice(0, 16);
}

test.each([
  ["dal09", 0.3, 0, "all", "51701a9fd8e2c8d8"],
  ["dal09", 0.1, 0.25, "blobs", "cf8d5f909e53ef33"],
  ["syd01", 2, 1, "manifests", "b9401120d59c135a"],
  ["dev-mon01", 3, 0, "blobs", "0a71bbceb5413f8d"],
] as const)("%s, %s days from day %s on, %s", (name, days, from, objects, expected) => {
  expect(digest(name, days, from, objects)).toBe(expected);
});
