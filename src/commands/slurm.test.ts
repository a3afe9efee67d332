/** The job array of docs/deploy runs a planned sweep under a real Slurm. */

import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CLI, PROJECT, pullsim } from "../testing/pullsim.ts";
import { type Slurm, slurmIsHere, startSlurm } from "../testing/slurm.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const folder = temporaryFolder();
let slurm: Slurm | undefined;

beforeAll(async () => {
  if (slurmIsHere) slurm = await startSlurm(folder);
}, 60_000);

afterAll(async () => {
  await slurm?.stop();
});

test.skipIf(!slurmIsHere)(
  "a job array of cells gives the bytes of a sweep on one machine",
  async () => {
    // As installed: a command called pullsim.
    mkdirSync(join(folder, "bin"));
    writeFileSync(
      join(folder, "bin", "pullsim"),
      `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`,
    );
    chmodSync(join(folder, "bin", "pullsim"), 0o755);
    const grid = ["sweep", "profile:syd01", "--requests", "500", "--capacity", "1GB"];
    const results = (name: string): string[] => ["--results", join(folder, name)];
    const alone = await pullsim([...grid, ...results("alone"), "--json"]);
    const { stdout } = await pullsim([...grid, ...results("cells"), "--plan"]);
    const cells = stdout.trimEnd().split("\n").length;
    expect(cells).toBe(3);
    const { status, stderr } = spawnSync(
      "sbatch",
      ["--wait", `--array=0-${cells - 1}`, join(PROJECT, "docs/deploy/slurm.sh")],
      {
        cwd: folder,
        encoding: "utf8",
        env: {
          ...process.env,
          ...slurm!.environment,
          PATH: `${join(folder, "bin")}:${process.env.PATH}`,
          PULLSIM_RESULTS: join(folder, "cells"),
        },
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(await pullsim(["sweep", "--collect", ...results("cells"), "--json"])).toEqual(alone);
  },
  120_000,
);
