/** What DuckDB does of what `pullsim convert` does, and `JSON.parse` alone: what reading is compared with. */

import { closeSync, openSync, readSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

/** Where `JSON.parse` is fastest. */
const BATCH_BYTES = 64 * 1024;

/** Merely reads the files through `JSON.parse`. */
export function parseOnly(files: readonly string[]): void {
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
    closeSync(file);
  }
}

/** Reads the arrays, interns the URI, sorts by arrival and writes a file. */
export async function duckdb(
  files: readonly string[],
  threads: number,
  out: string,
): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
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
