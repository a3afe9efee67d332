/**
 * Makes the samples in traces/: the first minutes or hours of each registry profile, in the archive's
 * own form. Synthetic and seeded: the same text every time.
 */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Blob GETs of each sample: as many as fit in 300 kB. */
const SAMPLES = {
  dal09: 2350,
  lon02: 1700,
  fra02: 950,
  syd01: 1400,
  "stage-dal09": 2400,
  "prestage-mon01": 1800,
  "dev-mon01": 2200,
};

const root = fileURLToPath(new URL("../..", import.meta.url));
for (const [name, requests] of Object.entries(SAMPLES)) {
  const out = `traces/synthetic-${name}.json.gz`;
  const args = ["generate", "--profile", name, "--requests", String(requests), "--out", out];
  execFileSync(process.execPath, ["dist/cli.js", ...args], { cwd: root, stdio: "inherit" });
}
