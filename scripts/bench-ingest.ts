/**
 * How fast a trace is read: bytes to sorted columns, beside `JSON.parse` alone and beside DuckDB doing
 * the same; and how soon a converted trace can be replayed. Medians of rounds in which each takes its
 * turn, and ratios.
 *
 *     node dist/scripts/bench-ingest.js [folder of one registry's JSON files]
 *
 * Without a folder, three days of Dallas are generated.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, openSync, readdirSync, readSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { convertTrace, openTrace, readSources, readTrace, WorkloadBuilder } from "pullsim";

const ROUNDS = 5;
const THREADS = 2;
/** Where `JSON.parse` is fastest. */
const BATCH_BYTES = 64 * 1024;

/** Seconds of the clock and of the processors. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

async function cost(work: () => Promise<unknown> | unknown): Promise<Cost> {
  const before = process.cpuUsage();
  const started = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 };
}

/** Merely reads the files through `JSON.parse`. */
function parseOnly(files: readonly string[]): void {
  const buffer = Buffer.alloc(2 * BATCH_BYTES);
  for (const path of files) {
    const file = openSync(path, "r");
    for (let have = 0; ; ) {
      const read = readSync(file, buffer, have, BATCH_BYTES, null);
      if (read === 0) break;
      have += read;
      const last = buffer.lastIndexOf("}", have - 1);
      if (last < 0) continue;
      JSON.parse(`[${buffer.toString("latin1", buffer.indexOf("{"), last + 1)}]`);
      buffer.copy(buffer, 0, last + 1, have);
      have -= last + 1;
    }
  }
}

/** Reads the arrays, interns the URI, sorts by arrival and writes a file. */
async function duckdb(files: readonly string[], out: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(THREADS) });
  const db = await instance.connect();
  const list = files.map((file) => `'${file}'`).join(",");
  await db.run(`
    CREATE TABLE pulls AS
    SELECT epoch_ms(timestamp) / 1000 - "http.request.duration" AS arrival,
      "http.request.duration" AS duration, "http.request.uri" AS uri,
      "http.response.written" AS size, "http.request.remoteaddr" AS client, host
    FROM read_json([${list}], format = 'array', columns = {timestamp: 'TIMESTAMP',
      "http.request.duration": 'DOUBLE', "http.request.method": 'VARCHAR',
      "http.request.uri": 'VARCHAR', "http.response.status": 'INTEGER',
      "http.response.written": 'BIGINT', "http.request.remoteaddr": 'VARCHAR', host: 'VARCHAR'})
    WHERE "http.request.method" = 'GET' AND "http.response.status" = 200
      AND "http.response.written" > 0 AND contains("http.request.uri", '/blobs/')`);
  await db.run(
    "CREATE TABLE uris AS SELECT uri, row_number() OVER () AS object FROM (SELECT DISTINCT uri FROM pulls)",
  );
  await db.run(`COPY (SELECT arrival, duration, object, size, client, host FROM pulls JOIN uris USING (uri)
    ORDER BY arrival) TO '${out}' (FORMAT parquet)`);
  db.closeSync();
  instance.closeSync();
}

/** Reads into sorted columns on this thread. */
async function columns(folder: string): Promise<void> {
  const builder = new WorkloadBuilder();
  await readSources(openTrace([folder]).sources, builder);
  builder.build("bench");
}

function generated(folder: string): string {
  const cli = fileURLToPath(new URL("../cli.js", import.meta.url));
  execFileSync(process.execPath, [
    cli,
    "generate",
    "--profile",
    "dal09",
    "--days",
    "3",
    "--out",
    folder,
  ]);
  return folder;
}

function median(costs: readonly Cost[], of: keyof Cost): number {
  return costs.map((each) => each[of]).sort((a, b) => a - b)[costs.length >> 1]!;
}

const temporary = mkdtempSync(join(tmpdir(), "pullsim-bench-"));
try {
  const folder = process.argv[2] ?? generated(join(temporary, "dal09/"));
  const files = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
  const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
  const arrow = join(temporary, "trace.arrow");
  const works = {
    "JSON.parse alone, one thread": () => parseOnly(files),
    "sorted columns, one thread": () => columns(folder),
    [`converted, ${THREADS} threads`]: () =>
      convertTrace([folder], { objects: "blobs", workers: THREADS }, arrow),
    [`DuckDB, ${THREADS} threads`]: () => duckdb(files, join(temporary, "trace.parquet")),
    "converted trace opened": () => readTrace(arrow),
  };
  const costs = Object.keys(works).map((): Cost[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, work] of Object.values(works).entries()) costs[i]!.push(await cost(work));
  }
  console.log(`${cpus().length} × ${cpus()[0]!.model}, Node ${process.version}`);
  console.log(`${files.length} files, ${megabytes.toFixed(0)} MB, medians of ${ROUNDS} rounds`);
  for (const [i, name] of Object.keys(works).entries()) {
    const [wall, cpu] = [median(costs[i]!, "wall"), median(costs[i]!, "cpu")];
    const speed = `${(megabytes / wall).toFixed(0)} MB/s, ${(megabytes / cpu).toFixed(0)} MB per CPU second`;
    console.log(`  ${name.padEnd(30)} ${wall.toFixed(2)} s, ${cpu.toFixed(2)} CPU s: ${speed}`);
  }
  const [parse, sorted, converted, duck] = costs as [Cost[], Cost[], Cost[], Cost[]];
  const againstParse = median(parse, "cpu") / median(sorted, "cpu");
  const againstDuck = median(duck, "wall") / median(converted, "wall");
  const againstDuckCpu = median(duck, "cpu") / median(converted, "cpu");
  console.log(
    `sorted columns at ${againstParse.toFixed(2)} of the speed of JSON.parse alone (CPU)`,
  );
  console.log(
    `converted at ${againstDuck.toFixed(2)} times the speed of DuckDB (wall), ${againstDuckCpu.toFixed(2)} (CPU)`,
  );
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
