/**
 * Reading a trace in the real form, step by step through the same doors as a run: the bytes, the
 * records in them, columns with interned keys, and their order of arrival; beside `JSON.parse` alone
 * in batches of the length at which it is fastest.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openTrace, readSources, WorkloadBuilder } from "pullsim";
import { type Effort, figure, inRounds, ratios, type Stage } from "./stage.ts";

const BATCH_BYTES = 64 * 1024;

export const read: Stage = {
  name: "read",
  about: "MB/s of a generated registry's JSON: bytes, records, columns, order of arrival",
  async run({ rounds, requests }: Effort) {
    const folder = mkdtempSync(join(tmpdir(), "pullsim-bench-"));
    try {
      const file = join(folder, "trace.json");
      pullsim("generate", "--profile", "dal09", "--requests", `${requests / 10}`, "--out", file);
      const bytes = readFileSync(file);
      const source = () => openTrace([file]).sources;
      const none = { record() {}, damaged() {}, ignored() {} };
      let builder = new WorkloadBuilder();
      const seconds = await inRounds(rounds, {
        bytes: async () => {
          for await (const chunk of source()[0]!.chunks(() => {})) chunk.length;
        },
        parsed: () => parseOnly(bytes),
        records: () => readSources(source(), none),
        columns: async () => {
          builder = new WorkloadBuilder();
          await readSources(source(), builder);
        },
        order: () => builder.build("bench"),
      });
      const speed = (name: string, values: readonly number[]) =>
        figure(
          name,
          "MB/s",
          "more",
          values.map((s) => bytes.length / s / 1e6),
        );
      const { count } = builder.build("bench").workload.requests;
      return [
        speed("bytes", seconds.bytes),
        speed("JSON.parse alone", seconds.parsed),
        speed("to records", seconds.records),
        speed("to columns, keys interned", seconds.columns),
        figure(
          "order of arrival",
          "M/s",
          "more",
          seconds.order.map((s) => count / s / 1e6),
        ),
        figure(
          "to columns ÷ JSON.parse alone",
          "×",
          "more",
          ratios(seconds.parsed, seconds.columns),
        ),
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** Merely parses the records of an array, which have no braces inside, a batch of them at a time. */
function parseOnly(bytes: Buffer): void {
  for (let from = bytes.indexOf("{"); from >= 0; ) {
    const end = bytes.lastIndexOf("}", Math.min(bytes.length, from + BATCH_BYTES) - 1);
    JSON.parse(`[${bytes.toString("latin1", from, end + 1)}]`);
    from = bytes.indexOf("{", end);
  }
}

/** Runs the command line beside this script. */
export function pullsim(...args: readonly string[]): void {
  const cli = fileURLToPath(new URL("../../cli.js", import.meta.url));
  execFileSync(process.execPath, [cli, ...args], { stdio: "ignore" });
}
