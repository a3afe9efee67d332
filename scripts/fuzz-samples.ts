/** Files such as registries, proxies and simulators write, with plausible contents, small and large. */

import { formats, type Stream } from "pullsim";

const encoder = new TextEncoder();

/** An integer from 0 to below `n`. */
export function below(stream: Stream, n: number): number {
  return Math.floor(stream() * n);
}

export function pick<T>(stream: Stream, values: readonly T[] | string): T {
  return values[below(stream, values.length)] as T;
}

/** A file in some format. */
export function sample(stream: Stream): Uint8Array {
  const kind = stream();
  if (kind < 0.1) return binary(stream);
  if (kind < 0.45) return encoder.encode(ibmJson(stream));
  if (kind < 0.55) return encoder.encode(csv(stream));
  return encoder.encode(log(stream));
}

/** Mostly a few, sometimes so many that blocks and pages are crossed. */
function several(stream: Stream): number {
  return 1 + below(stream, stream() < 0.15 ? 3000 : 12);
}

const hex = (stream: Stream, digits: number): string =>
  Array.from({ length: digits }, () => below(stream, 16).toString(16)).join("");

function uri(stream: Stream): string {
  const [space, blob] = [hex(stream, 1), hex(stream, 2).padStart(8, "0")];
  return pick(stream, [
    "v2",
    `v2/${space}/repo/manifests/latest`,
    ...Array<string>(6).fill(`v2/${space}/repo/blobs/${blob}`),
  ]);
}

/** Records of one shape, as the archive has them, and now and then one of another. */
function ibmJson(stream: Stream): string {
  const indent = stream() < 0.5 ? 4 : undefined;
  const began = Date.UTC(2017, 5, 20);
  const agent = pick(stream, [
    "docker/17.03.1-ce",
    "go (a \\(b\\))",
    "é\u{1F433}\u2028",
    '"quoted"',
    "",
  ]);
  const records = Array.from({ length: several(stream) }, (_, i) => {
    const record: Record<string, unknown> = {
      host: `host${i % 3}`,
      "http.request.duration": i % 9 === 0 ? i : i / 128,
      "http.request.method": stream() < 0.9 ? "GET" : "HEAD",
      "http.request.remoteaddr": `client${i % 7}`,
      "http.request.uri": uri(stream),
      "http.request.useragent": agent,
      "http.response.status": stream() < 0.95 ? 200 : 404,
      "http.response.written": below(stream, 2e6),
      id: hex(stream, 10),
      timestamp: new Date(began + i * 250).toISOString(),
    };
    if (stream() < 0.01) delete record[pick(stream, Object.keys(record)) as string];
    if (stream() < 0.01)
      record.extra = pick(stream, [null, [1, [2]], { a: { b: "}" } }, "]", 1e300]);
    return JSON.stringify(record, undefined, indent);
  });
  const [open, between, close] = pick<[string, string, string]>(stream, [
    ["[", ",", "]"],
    ["[\n    ", ", \n    ", "\n]"],
    ["", "\n", "\n"],
    ["", "\r\n", ""],
  ]);
  return open + records.join(between) + close;
}

function csv(stream: Stream): string {
  const rows = Array.from({ length: several(stream) }, (_, i) => {
    const time = `2017-06-20 00:00:${String(i % 60).padStart(2, "0")}`;
    return `${i},${time},${i / 8},GET,${uri(stream)},200,${below(stream, 1e6)}.0`;
  });
  return `,timestamp,http.request.duration,http.request.method,http.request.uri,http.response.status,http.response.written\n${rows.join("\n")}\n`;
}

/** libCacheSim's records. */
function binary(stream: Stream): Uint8Array {
  const count = several(stream);
  const view = new DataView(new ArrayBuffer(24 * count));
  for (let i = 0; i < count; i++) {
    view.setUint32(24 * i, i, true);
    view.setUint32(24 * i + 4, below(stream, 9), true);
    view.setUint32(24 * i + 12, below(stream, 1e6), true);
    view.setBigInt64(24 * i + 16, -1n, true);
  }
  return new Uint8Array(view.buffer);
}

const REQUEST = '"GET /v2/team/app/blobs/sha256:0a HTTP/1.1"';
const FIELDS = {
  "http.request.method": "GET",
  "http.request.remoteaddr": "10.1.2.7:40007",
  "http.request.uri": "/v2/team/app/blobs/sha256:0a",
  "http.response.duration": "47.1ms",
  "http.response.status": 200,
  "http.response.written": 1000,
};
const LOGFMT = `level=info msg="response completed" ${Object.entries(FIELDS)
  .map(([key, value]) => `${key}=${value}`)
  .join(" ")}`;
const TIMED = `time="2024-02-03T10:00:07.123456789Z" ${LOGFMT}`;
/** Lines of logs, as their writers and what passes them on have them. */
const LINES = [
  ...formats.map(({ example }) => example).filter((example) => example !== ""),
  TIMED,
  JSON.stringify({
    ...FIELDS,
    level: "info",
    msg: "response completed",
    time: "2024-02-03T10:00:07Z",
  }),
  `INFO[0023] response completed ${LOGFMT.slice(LOGFMT.indexOf("http."))}`,
  `\u001b[36mINFO\u001b[0m[0023] response completed ${LOGFMT.slice(LOGFMT.indexOf("http."))}`,
  `2024-02-03T10:00:07.5Z stderr F ${TIMED}`,
  `2024-02-03T10:00:07.5Z stderr P ${TIMED.slice(0, 90)}`,
  `2024-02-03T10:00:07.5Z stderr F ${TIMED.slice(90)}`,
  JSON.stringify({ log: `${TIMED}\n`, stream: "stderr", time: "2024-02-03T10:00:07.9Z" }),
  JSON.stringify({ log: TIMED.slice(0, 90), stream: "stderr", time: "2024-02-03T10:00:07.9Z" }),
  JSON.stringify({ log: `${TIMED.slice(90)}\n`, stream: "stderr", time: "2024-02-03T10:00:07.9Z" }),
  `registry_1  | ${TIMED}`,
  `<134>Feb  3 10:00:07 node7 registry[1163]: ${TIMED}`,
  `10.1.2.7 - - [03/Feb/2024:10:00:07 +0000] ${REQUEST} 200 1000 "" "docker/24.0"`,
  `10.1.2.7 - - [03/Feb/2024:10:00:07 +0000] ${REQUEST} 200 1000 "-" "a\\x22b" 0.120 0.110 rt=0.5`,
  `Sep 27 06:21:37 host proxy[1163]: 10.1.2.7 - ${REQUEST} 200 1000 "-" "docker" 0.120 0.110 .`,
  `[2024-02-03T10:00:07.500Z] ${REQUEST} 200 - via_upstream - "-" 0 1000 120 110 "-" "docker" "id" "registry.test" "10.0.0.1:5000" outbound - 10.0.0.2:80 10.1.2.7:40000 - default`,
  JSON.stringify({
    remote_addr: "10.1.2.7",
    request: "GET /v2/a/blobs/sha256:0a HTTP/1.1",
    status: "200",
    bytes_sent: "943",
    upstream_response_time: "0.320 : 0.060",
    time_local: "03/Feb/2024:10:00:07 +0000",
  }),
  JSON.stringify({
    level: "info",
    ts: 1706954407.5,
    request: { remote_ip: "10.1.2.7", method: "GET", uri: "/v2/a/blobs/sha256:0a" },
    duration: 0.12,
    size: 1000,
    status: 200,
  }),
  JSON.stringify({
    ClientHost: "10.1.2.7",
    DownstreamStatus: 200,
    DownstreamContentSize: 1000,
    Duration: 120000000,
    RequestMethod: "GET",
    RequestPath: "/v2/a/blobs/sha256:0a",
    time: "2024-02-03T10:00:07Z",
  }),
  "1706954407 17 1000",
  "time,obj_id,obj_size",
];

/** One kind of line again and again with other digits, or a few kinds among each other. */
function log(stream: Stream): string {
  const kinds = Array.from({ length: stream() < 0.6 ? 1 : 4 }, () => pick<string>(stream, LINES));
  const lines = Array.from({ length: several(stream) }, () =>
    pick<string>(stream, kinds).replace(/\d/g, (digit) =>
      stream() < 0.1 ? String(below(stream, 10)) : digit,
    ),
  );
  return lines.join(pick(stream, ["\n", "\n", "\n", "\r\n", ",\n"])) + pick(stream, ["\n", ""]);
}
