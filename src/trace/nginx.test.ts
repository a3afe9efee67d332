import { describe, expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import {
  accessLine,
  blobUri,
  harborLine,
  logfmtLine,
  nginxLine,
  secondOf,
} from "../testing/registry-lines.ts";
import { recognise } from "./catalog.ts";
import { conform } from "./conformance.ts";
import { nginx } from "./nginx.ts";

const bytesOf = (...lines: string[]) => new TextEncoder().encode(`${lines.join("\n")}\n`);
const read = (...lines: string[]) => collect(nginx, bytesOf(...lines));
const at = (n: number, milliseconds = 0) => Date.parse(`${secondOf(n)}Z`) + milliseconds;
const numbers = [1, 2, 3, 4];

const json = (n: number, fields: object = {}) =>
  JSON.stringify({
    access_time: "03/Feb/2024:10:00:01 +0000",
    method: "GET",
    uri: blobUri(n % 7),
    status: "200",
    bytes_sent: String(1000 + (n % 7)),
    upstream_response_time: "0.320 : 0.060",
    host: "registry.test",
    upstream: "10.0.0.9:443 : 10.0.0.8:443",
    ...fields,
  });

conform(nginx, {
  combined: bytesOf(...numbers.map((n) => nginxLine(n))),
  "combined with times": bytesOf(...numbers.map((n) => nginxLine(n, {}, " 0.120 0.110"))),
  "Docker Distribution's access lines alone": bytesOf(...numbers.map((n) => accessLine(n))),
  harbor: bytesOf(...numbers.map((n) => harborLine(n))),
  "harbor by syslog": bytesOf(
    ...numbers.map((n) => `Feb  3 10:00:0${n} node7 proxy[1163]: ${harborLine(n)}`),
  ),
  json: bytesOf(...numbers.map((n) => json(n))),
  envoy: bytesOf(
    ...numbers.map(
      (n) =>
        `[${secondOf(n)}.880Z] "GET ${blobUri(n)} HTTP/1.1" 200 - 0 ${1000 + n} 120 110 "-" "docker" "id" "r" "-"`,
    ),
  ),
  "kubernetes, in pieces": bytesOf(
    ...numbers.flatMap((n) => [
      `${secondOf(n)}.5Z stdout P ${nginxLine(n).slice(0, 190)}`,
      `${secondOf(n)}.5Z stdout F ${nginxLine(n).slice(190)}`,
    ]),
  ),
});

describe("what a line says", () => {
  const record = {
    timestamp: at(7),
    duration: 0.12,
    method: "GET",
    uri: blobUri(0),
    status: 200,
    written: 1000,
    client: "10.1.2.7",
    host: "",
  };
  test.each<[string, string, object]>([
    [
      "Envoy's own",
      `[${secondOf(6)}.880Z] "GET ${blobUri(0)} HTTP/1.1" 200 - 0 1000 120 110 "10.1.2.7, 10.9.9.9" "docker/24.0 (linux)" "1d3ec87f" "registry.test" "10.0.0.2:5000"`,
      { host: "10.0.0.2:5000" },
    ],
    [
      "Istio's",
      `[${secondOf(6)}.880Z] "GET ${blobUri(0)} HTTP/2" 200 - via_upstream - "-" 0 1000 120 110 "-" "docker/24.0" "1d3ec87f" "registry.test" "10.0.0.2:5000" outbound|5000||registry.default.svc.cluster.local 10.0.0.9:35794 10.0.0.9:8443 10.1.2.7:8459 registry.test default`,
      { host: "10.0.0.2:5000" },
    ],
    [
      "Istio's, from before 1.9",
      `[pod/gateway] [${secondOf(6)}.880Z] "GET ${blobUri(0)} HTTP/2" 200 - "-" "-" 0 1000 120 110 "10.1.2.7" "docker/24.0" "1d3ec87f" "registry.test" "10.0.0.2:5000" outbound|5000||registry - 10.0.0.9:8443 10.8.8.8:8459 registry.test default`,
      { host: "10.0.0.2:5000" },
    ],
    [
      "Quay's",
      `nginx stdout | 10.1.2.7 (-) - - [03/Feb/2024:10:00:07 +0000] "GET ${blobUri(0)} HTTP/1.1" 200 1000 "-" "docker/24.0" (0.120 1300 0.118)`,
      {},
    ],
    [
      "Quay's, behind a proxy",
      `10.9.9.9 (10.1.2.7) - alice [03/Feb/2024:10:00:07 +0000] "GET ${blobUri(0)} HTTP/1.1" 200 1000 "-" "docker/24.0" (0.120 1300 0.118 : 0.001)`,
      {},
    ],
    ["combined", nginxLine(7), { duration: 0 }],
    ["with $request_time", nginxLine(7, {}, " 0.120"), {}],
    ["with its name before it", nginxLine(7, {}, ' rt=0.120 uct="0.001" urt="0.110"'), {}],
    [
      "ingress-nginx",
      nginxLine(7, {}, " 512 0.120 [a-b-80] [] 10.0.0.9:5000 1000 0.110 200 5f"),
      {},
    ],
    ["GitLab's", nginxLine(7, {}, " -"), { duration: 0 }],
    ["more in quotes", nginxLine(7, {}, ' "-" "http"'), { duration: 0 }],
    [
      "Traefik's",
      nginxLine(7, {}, ' 12 "app@docker" "http://10.0.0.8:5000" 251ms'),
      { duration: 0.251 },
    ],
    ["common log format", nginxLine(7).replace(/ "-" ".*/, ""), { duration: 0 }],
    ["a port after the request", nginxLine(7, {}, " 0.120").replace('1.1"', '1.1" (8080)'), {}],
    ["Docker Distribution's", accessLine(7), { duration: 0 }],
    ["Compose", `nginx-1  | ${nginxLine(7, {}, " 0.120")}`, {}],
    [
      "Kubernetes",
      `${secondOf(7)}.250Z stdout F ${nginxLine(7, {}, " 0.120")}`,
      { timestamp: at(7, 250) },
    ],
    [
      "Docker's json-file",
      JSON.stringify({ log: `${nginxLine(7, {}, " 0.120")}\n`, stream: "stdout" }),
      {},
    ],
    [
      "syslog, RFC 5424",
      `<134>1 2024-02-03T10:00:07Z node7 nginx 11 - - ${nginxLine(7, {}, " 0.120")}`,
      {},
    ],
  ])("%s", async (_form, line, fields) => {
    const { records, damaged } = await read(line);
    expect(damaged).toEqual([]);
    expect(records).toEqual([{ ...record, ...fields, position: { record: 1, byte: 0 } }]);
  });

  test.each<[string, string, object]>([
    ["a time before it", `[03/Feb/2024:10:00:07 +0000]:${harborLine(7)}`, { timestamp: at(7) }],
    ["syslog, of no year", `Feb  3 10:00:07 node7 proxy[1163]: ${harborLine(7)}`, {}],
    ["no time at all", harborLine(7), { timestamp: 1000 }],
    ["a filter's words at its end", `${harborLine(7)}Proj: "a" |  Args: "" | URI: "/v2/b"`, {}],
  ])("Harbor's, with %s", async (_form, line, fields) => {
    const { records } = await read(line);
    expect(records).toMatchObject([
      { duration: 0.047, client: "10.1.2.7", uri: blobUri(0), written: 1000, ...fields },
    ]);
  });

  test.each<[string, object, object]>([
    [
      "numbers as strings, a redirect followed",
      {},
      { duration: 0.38, written: 1000, host: "10.0.0.8:443" },
    ],
    ["$request_time before that of the upstream", { request_time: 0.5 }, { duration: 0.5 }],
    ["$body_bytes_sent before $bytes_sent", { body_bytes_sent: 900 }, { written: 900 }],
    ["an upstream that was not asked", { upstream_response_time: "-" }, { duration: 0 }],
    [
      "$request",
      { method: undefined, uri: undefined, request: "HEAD /v2/a HTTP/1.1" },
      { method: "HEAD", uri: "/v2/a" },
    ],
    ["no method", { method: undefined }, { method: "GET" }],
    ["$msec", { access_time: undefined, msec: "1706954407.250" }, { timestamp: 1706954407250 }],
    ["milliseconds", { duration_ms: 250, upstream_response_time: undefined }, { duration: 0.25 }],
    [
      "a Go duration",
      { latency: "77.5ms", upstream_response_time: undefined },
      { duration: 0.0775 },
    ],
    ["a client with a port", { clientIP: "127.0.0.1:38696" }, { client: "127.0.0.1" }],
  ])("JSON: %s", async (_form, fields, wanted) => {
    const { records, damaged } = await read(json(7, fields));
    expect(damaged).toEqual([]);
    expect(records).toHaveLength(1);
    for (const [key, value] of Object.entries(wanted)) {
      expect(records[0]).toHaveProperty(
        key,
        typeof value === "number" ? expect.closeTo(value, 9) : value,
      );
    }
  });

  test.each<unknown>([1e13, "99999999999h", -1])("a duration of %j is none", async (duration) => {
    const fields = { uri: blobUri(0), status: 200, bytes: 1000, method: "GET", duration };
    const { records, damaged } = await read(JSON.stringify(fields));
    expect(records).toEqual([]);
    expect(damaged).toMatchObject([{ reason: "malformed" }]);
  });

  test.each<[string, object]>([
    [
      "GitLab",
      {
        correlation_id: "01J",
        duration_ms: 120,
        host: "registry.test",
        level: "info",
        method: "GET",
        msg: "access",
        proto: "HTTP/1.1",
        remote_addr: "10.1.2.7:35512",
        remote_ip: "10.1.2.7",
        status: 200,
        time: `${secondOf(7)}Z`,
        ttfb_ms: 3,
        uri: blobUri(0),
        written_bytes: 1000,
      },
    ],
    [
      "zot",
      {
        level: "info",
        module: "http",
        clientIP: "10.1.2.7:59979",
        method: "GET",
        path: blobUri(0),
        statusCode: 200,
        latency: "120ms",
        bodySize: 1000,
        headers: { "User-Agent": ["x"] },
        time: `${secondOf(7)}Z`,
        message: "HTTP API",
      },
    ],
    [
      "Traefik",
      {
        ClientHost: "10.1.2.7",
        DownstreamContentSize: 1000,
        DownstreamStatus: 200,
        Duration: 120_000_000,
        RequestMethod: "GET",
        RequestPath: blobUri(0),
        time: `${secondOf(7)}Z`,
      },
    ],
    [
      "Caddy",
      {
        level: "info",
        ts: at(7) / 1000,
        msg: "handled request",
        request: { remote_ip: "10.1.2.7", method: "GET", uri: blobUri(0) },
        duration: 0.12,
        size: 1000,
        status: 200,
      },
    ],
  ])("what %s logs", async (_name, fields) => {
    const line = JSON.stringify(fields);
    expect(recognise(bytesOf(line))).toBe(nginx);
    const { host: _host, ...wanted } = record;
    expect((await read(line)).records).toMatchObject([wanted]);
  });
});

test("other lines are counted, and those of a registry's request that cannot be read are damage", async () => {
  const { records, ignored, damaged } = await read(
    "2024/02/03 10:00:00 [notice] 1#1: start worker processes",
    nginxLine(1),
    '10.0.0.1 - - [03/Feb/2024:10:00:02 +0000] "GET /v2/a/blobs/sha256:0 HTTP/1.1" forbidden',
    json(2, { status: "ok" }),
  );
  expect(records).toHaveLength(1);
  expect(ignored).toEqual({ "log-line": 1 });
  expect(damaged.map(({ record }) => record)).toEqual([2, 3]);
});

test("the year turns where times have none", async () => {
  const of = (time: string) => `${time} node7 proxy[11]: ${harborLine(1)}`;
  const { records } = await read(
    of("Dec 31 23:59:59"),
    of("Jan  1 00:00:01"),
    of("Jan  1 00:00:02"),
  );
  const [first, ...rest] = records.map(({ timestamp }) => timestamp);
  expect(rest.map((time) => time - first!)).toEqual([2000, 3000]);
});

test("the lines of two services are warned of, and so are the registry's own", async () => {
  const two = await read(`nginx  | ${harborLine(1)}`, `registry  | ${accessLine(1)}`);
  expect(two.warnings).toContainEqual(expect.stringContaining("nginx and registry"));
  const own = await read(nginxLine(1), logfmtLine(1));
  expect(own.warnings).toEqual([expect.stringContaining("--format distribution")]);
});

test("hostile lines are read in linear time", async () => {
  const started = performance.now();
  await read(
    '"A'.repeat(400_000),
    `${"- ".repeat(400_000)}"GET /v2/a HTTP/1.1" 200 5`,
    `1 - - [x] "GET /v2/a HTTP/1.1" 200 5 ${'"\\'.repeat(400_000)}`,
    `1 - - [x] "GET /v2/a HTTP/1.1" 200 5 "-" "-"${" 1.2".repeat(200_000)}`,
    `{"a":${"[".repeat(400_000)}}`,
  );
  expect(performance.now() - started).toBeLessThan(2000);
});
