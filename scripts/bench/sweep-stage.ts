/** Whole commands: a sweep on two workers and on one, and how long one takes from start to end. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pullsim } from "./read-stage.ts";
import { type Effort, figure, ratios, type Stage } from "./stage.ts";

/** Blob GETs of the trace for which the start counts as much as the work. */
const SHORT = 200_000;

export const sweep: Stage = {
  name: "sweep",
  about: "seconds by the clock of whole sweeps of a generated registry",
  async run({ rounds, requests }: Effort) {
    const folder = mkdtempSync(join(tmpdir(), "pullsim-bench-"));
    let runs = 0;
    const take = (...args: readonly string[]): number => {
      const started = performance.now();
      // A folder each: what is finished is not run again.
      pullsim("sweep", ...args, "--results", join(folder, `${runs++}`));
      return (performance.now() - started) / 1000;
    };
    const policies = ["--policy", "none", "fifo", "gdsf", "r-cache", "s3-fifo"];
    const grid = ["profile:dal09", "--requests", `${requests / 2}`, ...policies];
    const trace = join(folder, "trace.json");
    pullsim("generate", "--profile", "dal09", "--requests", `${SHORT}`, "--out", trace);
    const short = [trace, "--fidelity", "fast"];
    const cells = ["--policy", "none", "lru", "fifo", "--capacity", "1GB", "4GB", "12GB"];
    try {
      const one: number[] = [];
      const two: number[] = [];
      const six: number[] = [];
      for (let round = 0; round < Math.min(3, rounds); round++) {
        one.push(take(...grid, "--workers", "1"));
        two.push(take(...grid, "--workers", "2"));
        six.push(take(...short, ...cells));
      }
      return [
        figure("36 cells, full, 1 worker", "s", "less", one),
        figure("36 cells, full, 2 workers", "s", "less", two),
        figure("1 worker ÷ 2 workers", "×", "more", ratios(one, two)),
        figure("200,000 requests × 6 caches, fast", "s", "less", six),
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
