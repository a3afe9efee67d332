/** What a further request costs in a trace that does not fit into memory: time, and memory. */

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { convertTrace, profiles } from "pullsim";
import type { Grown } from "./growth-run.ts";
import { cpuSeconds, type Effort, type Figure, figure, ratios, type Stage } from "./stage.ts";

/** Blob GETs of Dallas in all. */
const DALLAS = 7_236_886;
/** How many requests are replayed: as many of these as go into what is asked for, and three at least. */
const SIZES = [1e5, 3e5, 1e6, 3e6, 1e7, 3e7, 1e8];
const FIDELITIES = ["fast", "full"] as const;
const RUN = fileURLToPath(new URL("./growth-run.js", import.meta.url));

export const growth: Stage = {
  name: "growth",
  about:
    "ns of a request and memory at its most, as a trace on disk gets longer: lru, from a tenth of " +
    "--requests (1 M at least) on",
  async run({ rounds, requests }: Effort): Promise<Figure[]> {
    const top = Math.max(requests, requests < 1e6 ? 1e6 : 1e7);
    const sizes = SIZES.filter((size) => size <= top && size >= Math.min(1e6, top / 10));
    const folder = mkdtempSync(join(tmpdir(), "pullsim-growth-"));
    try {
      const profile = join(folder, "longer.yaml");
      writeFileSync(profile, longer(profiles.dal09!, (1.01 * top) / DALLAS));
      const trace = join(folder, "longer.arrow");
      let converted = 0;
      const seconds = await cpuSeconds(async () => {
        const { requests } = await convertTrace(
          [`profile:${profile}`],
          { objects: "blobs" },
          trace,
        );
        converted = requests;
      });
      const figures = [figure("made and converted", "ns", "less", [(1e9 * seconds) / converted])];
      for (const fidelity of FIDELITIES) {
        figures.push(...(await replayed(trace, sizes, fidelity, rounds)));
      }
      return figures;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function replayed(
  trace: string,
  sizes: readonly number[],
  fidelity: (typeof FIDELITIES)[number],
  rounds: number,
): Promise<Figure[]> {
  const runs: Grown[][] = [];
  for (let round = 0; round < rounds; round++) {
    const run: Grown[] = [];
    for (const size of sizes) {
      const args = [RUN, trace, String(size), fidelity];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      run.push(JSON.parse(stdout));
    }
    runs.push(run);
  }
  const at = (i: number, of: (run: Grown) => number): number[] => runs.map((run) => of(run[i]!));
  const last = sizes.length - 1;
  const each = sizes.map((size, i) => at(i, ({ seconds }) => (1e9 * seconds) / size));
  const peaks = sizes.map((_, i) => at(i, ({ peakBytes }) => peakBytes));
  const further = (i: number): number =>
    (peaks[last]![i]! - peaks[0]![i]!) / (sizes[last]! - sizes[0]!);
  return [
    ...sizes.flatMap((size, i) => [
      figure(`${fidelity}, ${inMillions(size)}, a request`, "ns", "less", each[i]!),
      figure(
        `${fidelity}, ${inMillions(size)} for ${runs[0]![i]!.objects} objects, memory`,
        "MB",
        "less",
        peaks[i]!.map((bytes) => bytes / 1e6),
      ),
    ]),
    figure(
      `${fidelity}, time of a request, longest to shortest`,
      "x",
      "less",
      ratios(each[last]!, each[0]!),
    ),
    figure(
      `${fidelity}, memory of a further request`,
      "B",
      "less",
      runs.map((_, round) => further(round)),
    ),
  ];
}

function inMillions(requests: number): string {
  return `${requests / 1e6} M`;
}

/** A profile that lasts so many times as long, with as many records, for the same layers and clients. */
function longer(text: string, times: number): string {
  const more = (number: string): string => String(Math.round(Number(number) * times));
  return text
    .replace(
      /^(days|blobGets|manifestGets): (\d+)/gm,
      (_, key, number) => `${key}: ${more(number)}`,
    )
    .replace(/^records: \{.*\}/m, (line) => line.replace(/\d+/g, more));
}
