/**
 * From a registry's JSON files to sorted columns in a file, beside `JSON.parse` alone and beside DuckDB
 * doing the same: the same columns of the same records, URI interned, sorted by arrival, written. All
 * take their turn in each round. `--trace` names a folder of one registry's files; without, three days
 * of Dallas are generated, half a gigabyte.
 */

import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertTrace, openTrace, readSources, readTrace, WorkloadBuilder } from "pullsim";
import { duckdb, parseOnly } from "./duckdb-ingest.ts";
import { pullsim } from "./read-stage.ts";
import { type Effort, figure, ratios, type Stage } from "./stage.ts";

const THREADS = 2;

/** Seconds of the clock and of the processors, round by round. */
interface Cost {
  readonly wall: number[];
  readonly cpu: number[];
}

export const ingest: Stage = {
  name: "ingest",
  about: "MB/s and MB per CPU second: JSON files to sorted columns in a file, DuckDB beside it",
  async run({ rounds, trace }: Effort) {
    const temporary = mkdtempSync(join(tmpdir(), "pullsim-bench-"));
    try {
      const folder = trace ?? join(temporary, "dal09/");
      if (!trace) pullsim("generate", "--profile", "dal09", "--days", "3", "--out", folder);
      return await measured(folder, temporary, rounds);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  },
};

async function measured(folder: string, temporary: string, rounds: number) {
  const files = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
  const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
  const arrow = join(temporary, "trace.arrow");
  const convert = (workers: number) => () =>
    convertTrace([folder], { objects: "blobs", workers }, arrow);
  const costs = await inTurns(rounds, {
    parsed: () => parseOnly(files),
    columns: () => columns(folder),
    alone: convert(1),
    converted: convert(THREADS),
    duck: () => duckdb(files, THREADS, join(temporary, "trace.parquet")),
    opened: () => readTrace(arrow),
  });
  const speeds = (name: string, { wall, cpu }: Cost) => [
    figure(
      `${name}, CPU`,
      "MB/s",
      "more",
      cpu.map((s) => megabytes / s),
    ),
    figure(
      `${name}, wall`,
      "MB/s",
      "more",
      wall.map((s) => megabytes / s),
    ),
  ];
  const ratio = (name: string, one: number[], other: number[]) =>
    figure(name, "×", "more", ratios(one, other));
  const { parsed, columns: sorted, alone, converted, duck, opened } = costs;
  return [
    figure("JSON files", "MB", "more", [megabytes]),
    ...speeds("JSON.parse alone, 1 thread", parsed),
    ...speeds("sorted columns, 1 thread", sorted),
    ...speeds("converted, 1 thread", alone),
    ...speeds(`converted, ${THREADS} threads`, converted),
    ...speeds(`DuckDB, ${THREADS} threads`, duck),
    figure("converted trace opened, CPU", "s", "less", opened.cpu),
    ratio("sorted columns ÷ JSON.parse alone, CPU", parsed.cpu, sorted.cpu),
    ratio("converted ÷ DuckDB, CPU", duck.cpu, converted.cpu),
    ratio("converted ÷ DuckDB, wall", duck.wall, converted.wall),
  ];
}

/** A round before the others warms up and does not count. */
async function inTurns<K extends string>(
  rounds: number,
  works: Readonly<Record<K, () => unknown>>,
): Promise<Record<K, Cost>> {
  const names = Object.keys(works) as K[];
  const costs = Object.fromEntries(
    names.map((name): [K, Cost] => [name, { wall: [], cpu: [] }]),
  ) as Record<K, Cost>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const before = process.cpuUsage();
      const started = performance.now();
      await works[name]();
      const { user, system } = process.cpuUsage(before);
      if (round === 0) continue;
      costs[name].wall.push((performance.now() - started) / 1000);
      costs[name].cpu.push((user + system) / 1e6);
    }
  }
  return costs;
}

/** Reads into sorted columns on this thread. */
async function columns(folder: string): Promise<void> {
  const builder = new WorkloadBuilder();
  await readSources(openTrace([folder]).sources, builder);
  builder.build("bench");
}
