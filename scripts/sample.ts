/**
 * Makes the samples in traces/: some hours of each registry profile, in the archive's own form.
 * Synthetic and seeded: the same bytes every time.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Zstd } from "@hpcc-js/wasm-zstd";

/** Blob GETs of each sample, and the day from which on; no sample may have more than 300 kB. */
const SAMPLES = {
  // The quietest hours of its trace, a Sunday's from 3 UTC on: at noon, 300 kB are half an hour.
  dal09: { from: 33.125, requests: 3800 },
  lon02: { from: 0, requests: 1850 },
  fra02: { from: 0, requests: 950 },
  syd01: { from: 0, requests: 1400 },
  "stage-dal09": { from: 0, requests: 2400 },
  "prestage-mon01": { from: 0, requests: 1800 },
  "dev-mon01": { from: 0, requests: 2200 },
};
/** Takes a second a file and makes a third less than level 1, with which traces are written. */
const LEVEL = 19;

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pullsim-sample-"));
const zstd = await Zstd.load();
for (const [name, { from, requests }] of Object.entries(SAMPLES)) {
  const plain = join(folder, `${name}.json`);
  const slice = ["--from", String(from), "--requests", String(requests)];
  const args = ["generate", "--profile", name, ...slice, "--out", plain];
  execFileSync(process.execPath, ["dist/cli.js", ...args], { cwd: root });
  const packed = zstd.compress(readFileSync(plain), LEVEL);
  writeFileSync(join(root, "traces", `synthetic-${name}.json.zst`), packed);
  console.log(`traces/synthetic-${name}.json.zst: ${packed.length.toLocaleString("en-US")} bytes`);
}
rmSync(folder, { recursive: true });
