/** What must hold for any input. Each check throws when it does not. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  convertTrace,
  formatNamed,
  formats,
  openTrace,
  readSources,
  readTrace,
  recognise,
  type Stream,
  simulate,
  type TraceFormat,
  type TraceRecord,
  type TraceSource,
  WorkloadBuilder,
} from "pullsim";
import { fileOf, textOf } from "./fuzz-inputs.ts";
import { below, pick, sample } from "./fuzz-samples.ts";
import { damaged, packed, tableOf } from "./fuzz-tables.ts";
import { refused } from "./fuzz-texts.ts";

const CLI = fileURLToPath(new URL("../cli.js", import.meta.url));
const LATEST = 253_402_300_800_000;
const LOG_FORMATS = [
  '$remote_addr - - [$time_local] "$request" $status $body_bytes_sent',
  "$msec $request_method $request_uri $status $bytes_sent $upstream_response_time",
  '{"t":"$time_iso8601","r":"$request","s":$status,"b":$body_bytes_sent}',
];
const READERS: readonly TraceFormat[] = [
  ...formats.filter((format): format is TraceFormat => "reader" in format),
  formatNamed(`nginx:${LOG_FORMATS[0]}`) as TraceFormat,
];
/** Larger files are given to the readers that they are for, and to one more. */
const SMALL = 20_000;
const folder = mkdtempSync(join(tmpdir(), "pullsim-fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** All that a reader says of a file that is cut into chunks. */
async function said(format: TraceFormat, bytes: Uint8Array, chunk: () => number) {
  const all: unknown[] = [];
  const last = { record: -1, damage: -1 };
  let ended = false;
  // Lines that wait for a time come later than what is damaged after them.
  const at = (kind: keyof typeof last, position: { record: number; byte: number }): void => {
    const { record, byte } = position;
    // What is cut off is told at the end, wherever it began.
    assert.ok((ended || byte > last[kind]) && byte < bytes.length, "positions ascend in the file");
    last[kind] = byte;
    all.push(record, byte);
  };
  const reader = format.reader({
    record(record, position) {
      at("record", position());
      sane(record);
      all.push(record);
    },
    damaged(reason, position, problem) {
      at("damage", position);
      all.push(reason, problem);
    },
    ignored: (reason) => all.push(reason),
    warn: (problem) => all.push(problem),
  });
  for (let from = 0; from < bytes.length; ) {
    const size = chunk();
    reader.push(bytes.slice(from, from + size));
    from += size;
  }
  ended = true;
  await reader.end();
  return all;
}

function sane(record: TraceRecord): void {
  const { timestamp, duration, status, written, method, uri, client, host } = record;
  assert.ok(timestamp >= 0 && timestamp < LATEST, `timestamp ${timestamp}`);
  assert.ok(duration >= 0 && duration < Number.POSITIVE_INFINITY, `duration ${duration}`);
  assert.ok(Number.isSafeInteger(status) && status >= 0, `status ${status}`);
  assert.ok(written === undefined || (Number.isSafeInteger(written) && written >= 0), `${written}`);
  for (const text of [method, uri, client, host]) assert.equal(typeof text, "string");
}

/** Every reader says the same of a file wherever it is cut, and what it says is sane. */
export async function checkReaders(stream: Stream): Promise<void> {
  const bytes = fileOf(stream);
  const likely = [recognise(bytes.subarray(0, 65_536)), pick<TraceFormat>(stream, READERS)];
  const readers = bytes.length < SMALL ? READERS : READERS.filter((one) => likely.includes(one));
  const longest = pick<number>(stream, [40, 400, 70_000]);
  for (const format of readers) {
    const whole = await said(format, bytes, () => bytes.length);
    const least = bytes.length / 20_000;
    const cut = await said(format, bytes, () => Math.ceil(least) + below(stream, longest));
    assert.deepEqual(cut, whole, format.name);
  }
}

/** The same of a description of lines that is a little off. */
export async function checkLogFormat(stream: Stream): Promise<void> {
  let format: TraceFormat;
  try {
    format = formatNamed(`nginx:${textOf(stream, LOG_FORMATS)}`) as TraceFormat;
  } catch (error) {
    refused(error);
    return;
  }
  const bytes = fileOf(stream).subarray(0, SMALL);
  const whole = await said(format, bytes, () => bytes.length);
  assert.deepEqual(await said(format, bytes, () => 1 + below(stream, 400)), whole);
}

/** A file becomes a workload, or is refused in one line. */
export async function checkWorkload(stream: Stream): Promise<void> {
  const bytes = fileOf(stream);
  const chunks = async function* () {
    yield bytes;
  };
  await checkSource({ name: "x", chunks });
}

/** So does a table. */
export async function checkTable(stream: Stream): Promise<void> {
  const bytes = await tableOf(stream);
  await checkSource({
    name: "x",
    async *chunks() {
      yield bytes.slice();
    },
    access: (use) =>
      use({
        bytes: bytes.length,
        slice: async (from, to) => bytes.slice(from, to).buffer as ArrayBuffer,
      }),
  });
}

/** So does a packed file. */
export async function checkPacked(stream: Stream): Promise<void> {
  const file = join(folder, "packed");
  writeFileSync(file, damaged(stream, packed(stream, sample(stream))));
  await checkSource(openTrace([file]).sources[0]!);
}

async function checkSource(source: TraceSource): Promise<void> {
  const builder = new WorkloadBuilder("all");
  const warnings: string[] = [];
  try {
    await readSources([source], builder, { warn: (line) => warnings.push(line) });
  } catch (error) {
    refused(error);
  }
  for (const line of warnings) assert.ok(!/[\p{Cc}]/u.test(line), `a warning: ${line}`);
  const { workload, census } = builder.build("x");
  const skipped = Object.values(census.skipped).reduce((sum, count) => sum + count, 0);
  assert.equal(workload.requests.count + skipped, census.records, "every record is accounted for");
}

/** A converted trace, whole, made once. */
let converted: Promise<Uint8Array> | undefined;

async function convertedFile(stream: Stream): Promise<Uint8Array> {
  const raw = join(folder, "raw.json");
  const out = join(folder, "whole.arrow");
  for (;;) {
    writeFileSync(raw, sample(stream));
    try {
      await convertTrace([raw], { objects: "blobs" }, out);
      return readFileSync(out);
    } catch (error) {
      refused(error);
    }
  }
}

/** A converted trace that is damaged can be replayed, or is refused in one line. */
export async function checkConverted(stream: Stream): Promise<void> {
  converted ??= convertedFile(stream);
  const file = join(folder, "damaged.arrow");
  writeFileSync(file, damaged(stream, await converted));
  try {
    const trace = await readTrace(file);
    const options = { policies: ["lru", "r-cache"], capacities: ["1 MB"] } as const;
    await simulate(trace, { ...options, fidelity: stream() < 0.5 ? "fast" : "full" }).result;
  } catch (error) {
    refused(error);
  }
}

const COMMANDS = [
  ["inspect"],
  ["run", "--policy", "lru", "--capacity", "1GB"],
  ["advise", "--policy", "lru", "--capacity", "1GB"],
  ["fit"],
  ["convert", "--out", join(folder, "out.arrow")],
];

/** The program ends with one of its exit codes, and never with a stack trace. */
export async function checkProgram(stream: Stream): Promise<void> {
  const file = join(folder, "input");
  writeFileSync(file, stream() < 0.3 ? await tableOf(stream) : fileOf(stream));
  const [command, ...options] = pick<string[]>(stream, COMMANDS);
  const args = [CLI, command!, file, ...options];
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    timeout: 60_000,
    maxBuffer: 1 << 28,
  });
  assert.ok(status === 0 || status === 1, `${command}: exit code ${status}: ${stderr}`);
  assert.ok(!/^\s+at /m.test(stderr), stderr);
}
