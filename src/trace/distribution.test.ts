import { describe, expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import {
  accessLine,
  blobUri,
  jsonLine,
  logfmtLine,
  secondOf,
  terminalLine,
} from "../testing/registry-lines.ts";
import { recognise } from "./catalog.ts";
import { conform } from "./conformance.ts";
import { distribution } from "./distribution.ts";

const bytesOf = (...lines: string[]) => new TextEncoder().encode(`${lines.join("\n")}\n`);
const read = (...lines: string[]) => collect(distribution, bytesOf(...lines));
const numbers = [1, 2, 3, 4];
const STARTED = `time="${secondOf(0)}.1Z" level=info msg="listening on [::]:5000" go.version=go1.20.8`;

conform(distribution, {
  logfmt: bytesOf(STARTED, ...numbers.map((n) => logfmtLine(n))),
  "logfmt among access lines": bytesOf(
    accessLine(0, { uri: "/" }),
    ...numbers.flatMap((n) => [
      logfmtLine(n, { message: "authorized request" }),
      accessLine(n),
      logfmtLine(n),
    ]),
  ),
  json: bytesOf(...numbers.flatMap((n) => [accessLine(n), jsonLine(n)])),
  terminal: bytesOf(...numbers.map((n) => terminalLine(n))),
  kubernetes: bytesOf(...numbers.map((n) => `${secondOf(n)}.500000000Z stdout F ${logfmtLine(n)}`)),
  "kubernetes, in pieces": bytesOf(...numbers.flatMap((n) => inPieces(n))),
});

/** A line of one stream that the kubelet has cut in three, and one of the other among them. */
function inPieces(n: number): string[] {
  const line = logfmtLine(n);
  const cri = (stream: string, flag: string, text: string) =>
    `${secondOf(n)}.500000000Z ${stream} ${flag} ${text}`;
  return [
    cri("stderr", "P", line.slice(0, 100)),
    cri("stdout", "P", accessLine(n).slice(0, 50)),
    cri("stderr", "P", line.slice(100, 210)),
    cri("stdout", "F", accessLine(n).slice(50)),
    cri("stderr", "F", line.slice(210)),
  ];
}

test("what the runtime of a container has split is one line again", async () => {
  const { records, damaged, ignored } = await read(...numbers.flatMap(inPieces));
  const plain = await read(...numbers.flatMap((n) => [accessLine(n), logfmtLine(n)]));
  const request = ({ position, ...record }: (typeof records)[number]) => record;
  expect(damaged).toEqual([]);
  expect(records.map(request)).toEqual(plain.records.map(request));
  expect(ignored).toEqual({ "access-line": 4 });
});

test("what Docker has split at 16 KiB is one line again, and what a collector has trimmed is whole", async () => {
  const long = logfmtLine(1).replace("docker/24.0.5", `docker/${"é\\x".repeat(9000)}`);
  const docker = (text: string, stream = "stderr") =>
    JSON.stringify({ log: text, stream, time: `${secondOf(7)}.9Z` });
  const bytes = new TextEncoder().encode(`${long}\n`);
  const pieces: string[] = [];
  // Never inside a character.
  const size = 16 * 1024;
  for (let at = 0; at < bytes.length; at += size) {
    pieces.push(docker(new TextDecoder().decode(bytes.subarray(at, at + size))));
    pieces.push(docker(`${accessLine(2)}\n`, "stdout"));
  }
  const { records, damaged, ignored } = await read(
    ...pieces,
    docker(`${logfmtLine(3)}\n`),
    docker(logfmtLine(4)),
    docker(logfmtLine(5)),
  );
  expect(damaged).toEqual([]);
  expect(records.map(({ uri }) => uri)).toEqual([1, 3, 4, 5].map(blobUri));
  expect(ignored).toEqual({ "access-line": pieces.length / 2 });
});

test("a line whose last piece never comes is cut off, and one without end costs itself", async () => {
  const cri = (flag: string, text: string) => `${secondOf(3)}.5Z stderr ${flag} ${text}`;
  const cut = await read(logfmtLine(1), cri("P", logfmtLine(2).slice(0, 200)));
  expect(cut.records).toHaveLength(1);
  expect(cut.damaged).toMatchObject([{ reason: "truncated", record: 2 }]);
  const piece = cri("P", logfmtLine(2).padEnd(300_000, "x"));
  const endless = await read(...Array(9).fill(piece), cri("F", "x"), logfmtLine(3));
  expect(endless.records).toHaveLength(1);
  expect(endless.damaged).toMatchObject([{ record: 1, problem: "a line longer than 1 MiB" }]);
});

test("counts a request once, whatever else is written about it", async () => {
  const { records, ignored, damaged } = await read(
    STARTED,
    logfmtLine(1, { message: "authorized request" }),
    logfmtLine(1),
    accessLine(1),
  );
  expect(records).toHaveLength(1);
  expect(damaged).toEqual([]);
  expect(ignored).toEqual({ "log-line": 2, "access-line": 1 });
});

test("a request that failed in several ways, or after it began well, is one request", async () => {
  const failed = { message: "response completed with error", status: 404 };
  const { records, ignored } = await read(
    logfmtLine(1, failed),
    logfmtLine(1, failed),
    logfmtLine(2, { ...failed, status: 200 }),
    logfmtLine(2),
    logfmtLine(3),
  );
  expect(records.map(({ status }) => status)).toEqual([404, 200, 200]);
  expect(ignored).toEqual({ repeated: 2 });
});

describe("what a line says", () => {
  const record = {
    timestamp: Date.parse(`${secondOf(7)}.123Z`) + 0.456789,
    duration: expect.closeTo(0.047123508, 12),
    method: "GET",
    uri: blobUri(0),
    status: 200,
    written: 1000,
    client: "10.1.2.7",
    host: "",
  };
  const text = logfmtLine(7);
  test.each([
    ["logfmt", text],
    ["json", jsonLine(7)],
    ["docker compose", `registry_1  | ${text}`],
    ["kubectl logs --prefix", `[pod/registry-7d9/registry] ${text}`],
    ["syslog", `<134>Feb  3 10:00:07 node7 registry[1163]: ${text}`],
    ["a later prefix", `${secondOf(9)}.5Z stderr F ${text}`],
    ["json behind a prefix", `registry-1  | ${jsonLine(7)}`],
    [
      "Docker's json-file",
      JSON.stringify({ log: `${text}\n`, stream: "stderr", time: `${secondOf(7)}.9Z` }),
    ],
    [
      "the same of json",
      JSON.stringify({ log: `${jsonLine(7)}\n`, stream: "stderr", time: `${secondOf(7)}.9Z` }),
    ],
    ["journalctl -o json", JSON.stringify({ __CURSOR: "s=1", MESSAGE: text, PRIORITY: "6" })],
    [
      "logstash",
      jsonLine(7).replace('"msg"', '"@version":"1","message"').replace('"time"', '"@timestamp"'),
    ],
    ["a duration in quotes", text.replace("duration=47.123508ms", 'duration="47123.508µs"')],
    ["a time with a zone", text.replace(/T10:00:07\.(\d+)Z/, "T11:00:07.$1+01:00")],
    [
      "an error's text of several lines",
      text.replace(" go.version", ' err.detail="s3aws: : \\n\\tstatus code: 403" go.version'),
    ],
    ["a prefix without a space", `3.2.2024 10:00:07${text}`],
    ["Windows line ends", `${text}\r`],
    [
      "quotes not escaped",
      text.replace(" go.version", ' err.detail="filesystem.Delete("/a b")" go.version'),
    ],
    [
      "quotes escaped",
      text.replace(" go.version", ' err.detail="realm \\"The Realm\\": x=\\"1\\" y=2" go.version'),
    ],
  ])("is the same as %s", async (_form, line) => {
    const { records, damaged } = await read(line, accessLine(8));
    expect(damaged).toEqual([]);
    expect(records).toEqual([{ ...record, position: { record: 1, byte: 0 } }]);
  });

  test("a client cannot pass for another request by its user agent", async () => {
    const agent =
      'x" http.request.uri="/v2/other" http.response.status=500 http.response.written=7 y="';
    const { records } = await read(text.replace("docker/24.0.5 go", `${agent} go`));
    expect(records).toMatchObject([{ uri: blobUri(0), status: 200, written: 1000 }]);
  });

  test("the registry process is the host, where it is named", async () => {
    const { records } = await read(`${text} instance.id=2e703210-9626 service=registry`);
    expect(records[0]!.host).toBe("2e703210-9626");
  });

  test.each([
    ["[2001:db8:4860::1]:33432", "2001:db8:4860::1"],
    ["2001:db8:4860::1", "2001:db8:4860::1"],
    ["10.190.64.31:59762", "10.190.64.31"],
    ["10.190.64.31", "10.190.64.31"],
    ["@", "@"],
  ])("the remote address %s is the client %s", async (remote, client) => {
    const { records } = await read(logfmtLine(1, { remote }), jsonLine(2, { remote }));
    expect(records.map((found) => found.client)).toEqual([client, client]);
  });
});

describe("time", () => {
  const end = async (...lines: string[]) => (await read(...lines)).records.map((r) => r.timestamp);
  const at = (time: string) => Date.parse(time);
  const untimed = (n: number) => logfmtLine(n).replace(/^time="[^"]*" /, "");

  test("whole seconds of early versions are made finer by what took the line", async () => {
    const line = logfmtLine(1, { time: "2017-05-31T13:57:46Z" });
    expect(await end(`2017-05-31T13:57:46.859524586Z ${line}`, line)).toEqual([
      at("2017-05-31T13:57:46.859Z") + 0.524586,
      at("2017-05-31T13:57:46Z"),
    ]);
  });

  test("a terminal counts the seconds since the start, over restarts too", async () => {
    const coloured = terminalLine(9)
      .replace("INFO", "\u001b[36mINFO\u001b[0m")
      .replaceAll(/ ([\w.]+)=/g, " \u001b[36m$1\u001b[0m=");
    const lines = [terminalLine(8), coloured, coloured.replaceAll("\u001b", ""), terminalLine(2)];
    expect(await end(...lines)).toEqual([8000, 9000, 9000, 11_000]);
  });

  test("a line without a time ended with the line before it, or with the first that has one", async () => {
    expect(await end(untimed(1), untimed(2), accessLine(3), untimed(4), logfmtLine(5))).toEqual([
      at(`${secondOf(3)}Z`),
      at(`${secondOf(3)}Z`),
      at(`${secondOf(3)}Z`),
      at(`${secondOf(5)}.123Z`) + 0.456789,
    ]);
  });

  test("a log without any time has its requests a second apart, and says so", async () => {
    const { records, warnings } = await read(untimed(1), untimed(2), untimed(3));
    expect(records.map(({ timestamp }) => timestamp)).toEqual([1000, 2000, 3000]);
    expect(warnings).toEqual([expect.stringContaining("no time")]);
  });
});

test.each([
  ["http.request.method", / http.request.method=GET/, ""],
  ["http.request.uri", / http.request.uri="[^"]*"/, ""],
  ["http.response.status", /status=200/, "status=ok"],
  ["http.response.written", /written=\d+/, "written=-1"],
  ["http.response.duration", /duration=\S+/, "duration=soon"],
  ["http.response.duration", /duration=\S+/, "duration=99999999999h"],
  ["time", /time="[^"]*"/, 'time="yesterday"'],
])("a line in which %s is no good costs one record and is told of", async (field, from, to) => {
  const { records, damaged } = await read(
    logfmtLine(1),
    logfmtLine(2).replace(from, to),
    logfmtLine(3),
  );
  expect(records).toHaveLength(2);
  expect(damaged).toMatchObject([
    { reason: "malformed", record: 2, byte: logfmtLine(1).length + 1 },
  ]);
  expect(damaged[0]!.problem).toContain(field);
});

test("a last line that is cut off is told apart from one that is broken", async () => {
  const bytes = bytesOf(logfmtLine(1), logfmtLine(2));
  const { records, damaged } = await collect(distribution, bytes.subarray(0, bytes.length - 60));
  expect(records).toHaveLength(1);
  expect(damaged).toMatchObject([{ reason: "truncated", record: 2 }]);
});

test("a line that never ends is dropped in bounded memory, and reading goes on", async () => {
  const long = `${logfmtLine(2)}${"x".repeat(3e6)}`;
  const { records, damaged } = await read(logfmtLine(1), long, logfmtLine(3));
  expect(records.map(({ uri }) => uri)).toEqual([blobUri(1), blobUri(3)]);
  expect(damaged).toMatchObject([{ record: 2, byte: logfmtLine(1).length + 1 }]);
});

test.each([
  ["Docker's file of logfmt", JSON.stringify({ log: `${logfmtLine(1)}\n`, stream: "stderr" })],
  ["Docker's file of JSON", JSON.stringify({ log: `${jsonLine(1)}\n`, stream: "stdout" })],
  ["a terminal's colours", terminalLine(1).replace("INFO", "\u001b[36mINFO\u001b[0m")],
  ["a log that begins with access lines", `${accessLine(1)}\n${logfmtLine(1)}`],
])("is recognised: %s", (_form, text) => {
  expect(recognise(new TextEncoder().encode(text))).toBe(distribution);
});

test.each([
  ["{".repeat(64 * 1024)],
  ['{"level":"'.repeat(6500)],
  ["time=".repeat(13_000)],
  ['"A '.repeat(21_000)],
])("a hostile head is looked at in linear time", (head) => {
  const started = performance.now();
  recognise(new TextEncoder().encode(head));
  expect(performance.now() - started).toBeLessThan(500);
});

test("hostile lines are read in linear time", async () => {
  const started = performance.now();
  const tail = 'response completed http.response.status="';
  await read(
    `time=${"time=".repeat(180_000)}${tail}`,
    `level=info msg="response completed"${' http.request.uri="x'.repeat(45_000)}${tail}`,
    `${'"A x'.repeat(230_000)}${tail}`,
    `{${'"log":"{'.repeat(100_000)}${tail}`,
  );
  expect(performance.now() - started).toBeLessThan(2000);
});
