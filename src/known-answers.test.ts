/** The known answers of policy/known-answers.test.ts, asked of the program: whatever the format. */

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { ResultDocument } from "./report/document.ts";
import { pullsimSync } from "./testing/pullsim.ts";
import { sharedData } from "./testing/shared-data.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";
import { zstdFrame } from "./testing/zstd-frame.ts";

const oracle = sharedData("oracle");
const ARGUMENTS = "--requests 200000 --objects 20000 --seed 11 --formats csv,oracle,jsonl".split(
  " ",
);

describe.skipIf(!oracle)("200,000 requests with known answers", () => {
  const folder = temporaryFolder();
  /** Policy, capacity, requests, misses and missed bytes of each answer, as the file has them. */
  let answers: string[][];

  beforeAll(() => {
    execFileSync(process.execPath, [`${oracle}/gen-trace.mjs`, "--out", folder, ...ARGUMENTS]);
    const csv = readFileSync(join(folder, "trace.csv"), "utf8");
    const plain = csv.slice(csv.indexOf("\n") + 1).replaceAll(",", " ");
    writeFileSync(join(folder, "trace.tr"), plain);
    const binary = readFileSync(join(folder, "trace.oracleGeneral.bin"));
    writeFileSync(join(folder, "trace.oracleGeneral.zst"), zstdFrame(binary));
    answers = readFileSync(`${oracle}/expected-seed11.tsv`, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split("\t"))
      .map(([policy, capacity, requests, misses, , bytes]) => [
        policy!,
        capacity!,
        requests!,
        misses!,
        bytes!,
      ]);
  }, 120_000);
  /** The cells of a run over a file, in the form of the answers. */
  function run(file: string, policies: readonly string[], capacities: readonly string[]) {
    const { stdout, stderr, code } = pullsimSync([
      ...["run", join(folder, file), "--fidelity", "fast", "--json"],
      ...["--policy", ...policies, "--capacity", ...capacities],
    ]);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    const { cells } = JSON.parse(stdout) as ResultDocument;
    return cells.map(({ policy, capacityBytes, requests, hits, bytes, hitBytes }) =>
      [policy, capacityBytes, requests, requests - hits, bytes - hitBytes].map(String),
    );
  }

  test("come out for every policy and capacity", () => {
    const policies = [...new Set(answers.map(([policy]) => policy!))];
    const capacities = [...new Set(answers.map(([, capacity]) => capacity!))];
    const cells = run("trace.oracleGeneral.bin", policies, capacities);
    expect(cells.sort()).toEqual(answers.toSorted());
  }, 60_000);

  test.each(["trace.sample.jsonl", "trace.csv", "trace.tr", "trace.oracleGeneral.zst"])(
    "come out of %s",
    (file) => {
      const wanted = answers.filter(([, capacity]) => capacity === "1073741824");
      const cells = run(file, ["lru", "sieve"], ["1073741824"]);
      expect(cells).toEqual(wanted.filter(([policy]) => policy === "lru" || policy === "sieve"));
    },
    60_000,
  );
});
