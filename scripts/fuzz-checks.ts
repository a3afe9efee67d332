/** What must hold for any input. Each check throws when it does not. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  formatNamed,
  formats,
  type PolicySpec,
  PullsimError,
  parseBytes,
  parsePolicy,
  parseProfile,
  parseScenario,
  preset,
  profileText,
  readSources,
  type Stream,
  type TraceFormat,
  type TraceRecord,
  WorkloadBuilder,
} from "pullsim";
import { below, fileOf, textOf } from "./fuzz-inputs.ts";

const CLI = fileURLToPath(new URL("../cli.js", import.meta.url));
const LATEST = 253_402_300_800_000;
const LOG_FORMAT = 'nginx:$remote_addr - - [$time_local] "$request" $status $body_bytes_sent';
const READERS: readonly TraceFormat[] = [
  ...formats.filter((format): format is TraceFormat => "reader" in format),
  formatNamed(LOG_FORMAT) as TraceFormat,
];

/** All that a reader says of a file that is cut into chunks. */
async function said(format: TraceFormat, bytes: Uint8Array, chunk: () => number) {
  const all: unknown[] = [];
  const last = { record: -1, damage: -1 };
  // Lines that wait for a time come later than what is damaged after them.
  const at = (kind: keyof typeof last, position: { record: number; byte: number }): void => {
    const { record, byte } = position;
    assert.ok(byte > last[kind] && byte < bytes.length, "positions ascend in the file");
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
  for (const format of READERS) {
    const whole = await said(format, bytes, () => bytes.length);
    const cut = await said(format, bytes, () => 1 + below(stream, 400));
    assert.deepEqual(cut, whole, format.name);
  }
}

/** A file becomes a workload, or is refused in one line. */
export async function checkWorkload(stream: Stream): Promise<void> {
  const bytes = fileOf(stream);
  const builder = new WorkloadBuilder("all");
  const source = {
    name: "x",
    async *chunks() {
      yield bytes;
    },
  };
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

const POLICIES = ["lru", "r-cache:max-object=100MB,half-life=5h", "second-hit+gdsf", "lirs", "2q"];
const SIZES = ["500MB", "4GiB", "unlimited", "1e3 kB"];
const SCENARIO = preset("ibm-2017");
const PROFILE = profileText("dal09");

/** What a user writes is understood, or refused in one line. */
export async function checkTexts(stream: Stream): Promise<void> {
  const policy = textOf(stream, POLICIES);
  const size = textOf(stream, SIZES);
  const scenario = textOf(stream, [SCENARIO]);
  const profile = textOf(stream, [PROFILE]);
  const attempts: (() => unknown)[] = [
    (): Promise<PolicySpec> => parsePolicy(policy),
    () => parseBytes(size),
    () => parseScenario("x", scenario),
    () => parseProfile("x", profile),
  ];
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch (error) {
      refused(error);
    }
  }
  assert.equal(Object.keys(Object.prototype).length, 0, "no prototype is polluted");
}

function refused(error: unknown): void {
  if (!(error instanceof PullsimError)) throw error;
  assert.ok(!/[\p{Cc}]/u.test(error.message), `one plain line: ${JSON.stringify(error.message)}`);
  assert.ok(error.message.length < 3000, "a line of bounded length");
}

/** The program ends with one of its exit codes, and never with a stack trace. */
export async function checkProgram(stream: Stream): Promise<void> {
  const file = join(tmpdir(), `pullsim-fuzz-${process.pid}`);
  writeFileSync(file, fileOf(stream));
  const command =
    stream() < 0.5 ? ["inspect", file] : ["run", file, "--policy", "lru", "--capacity", "1GB"];
  try {
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...command], {
      encoding: "utf8",
      timeout: 60_000,
    });
    assert.ok(status === 0 || status === 1, `exit code ${status}: ${stderr}`);
    assert.ok(!/^\s+at /m.test(stderr), stderr);
  } finally {
    rmSync(file, { force: true });
  }
}
