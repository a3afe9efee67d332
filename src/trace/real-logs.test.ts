/** Real logs, which are not part of the project, read to what grep counts in them. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import { sharedData } from "../testing/shared-data.ts";
import { recognise } from "./catalog.ts";
import type { TraceFormat } from "./format.ts";
import { nginx } from "./nginx.ts";

const LOGS = "real-traces/distribution-logs";
const HARBOR = "real-traces/harbor-logs";
const CACHES = "real-traces/nginx-cache-proxy-logs";

/** A sample, and all that its reader says. */
async function read(path: string) {
  const bytes = readFileSync(sharedData(path)!);
  const format = recognise(bytes.subarray(0, 64 * 1024)) as TraceFormat;
  return { format: format.name, ...(await collect(format, bytes)) };
}

function counts(values: readonly (string | number)[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const value of values) counted[value] = (counted[value] ?? 0) + 1;
  return counted;
}

describe.skipIf(!sharedData(LOGS))("logs of Docker Distribution", () => {
  test("2.8.1, 918 lines: requests by method and status", async () => {
    const { format, records, damaged, ignored } = await read(`${LOGS}/zarf_registry-2.8.1.log`);
    expect(format).toBe("distribution");
    expect(damaged).toEqual([]);
    expect(records).toHaveLength(236);
    expect(counts(records.map(({ method }) => method))).toEqual({
      HEAD: 89,
      PUT: 61,
      POST: 43,
      PATCH: 43,
    });
    expect(counts(records.map(({ status }) => status))).toEqual({
      200: 44,
      201: 61,
      202: 86,
      404: 45,
    });
    expect(ignored).toEqual({ "access-line": 419, "log-line": 263 });
    expect(records.filter(({ client }) => client.includes(":"))).toEqual([]);
  });

  test("2.8.3, asked over IPv6", async () => {
    const { records, damaged } = await read(`${LOGS}/crio-credential-provider_registry-2.8.3.log`);
    expect(damaged).toEqual([]);
    expect(records).toMatchObject([
      { method: "GET", status: 200, written: 1958, client: "2001:db8:4860::1" },
      { method: "GET", status: 200, written: 8594, duration: 0.004248009 },
    ]);
  });

  test("2.1 to 2.7, from twelve bug reports", async () => {
    const { records, damaged, ignored } = await read(
      `${LOGS}/issues_distribution_logfmt_various.log`,
    );
    expect(damaged).toEqual([]);
    expect(ignored).toEqual({ "access-line": 10 });
    expect(counts(records.map(({ method }) => method))).toEqual({
      GET: 9,
      HEAD: 3,
      POST: 1,
      PATCH: 1,
    });
    expect(records.map(({ status }) => status).filter((status) => status !== 200)).toEqual([
      307, 202, 202, 404,
    ]);
    expect(records[0]).toMatchObject({ duration: 111.900179248, written: 14_770_572 });
  });

  test("2.7.1, of pushes", async () => {
    const { records, ignored } = await read(`${LOGS}/blog_registry-2.7.1_push-2021.log`);
    expect(records.map(({ method, status }) => `${method} ${status}`)).toEqual([
      "HEAD 404",
      "POST 202",
      "POST 202",
      "PUT 201",
    ]);
    expect(ignored).toEqual({ "access-line": 5 });
  });

  test("2.4.1, JSON among access lines", async () => {
    const { records, damaged, ignored } = await read(
      `${LOGS}/issue_distribution-1842_json-formatter_2.4.1_mixed.log`,
    );
    expect(damaged).toEqual([]);
    expect(ignored).toEqual({ "access-line": 1 });
    expect(records).toMatchObject([
      {
        method: "POST",
        status: 202,
        duration: 0.040123508,
        client: "192.168.1.200",
        host: "an-instance-id",
      },
    ]);
  });

  test.each([
    ["issue_distribution-1842_json-formatter_3.0.0-alpha.1_startup.log", 3],
    ["docs_docker-trusted-registry_json_not-a-response.log", 1],
  ])("no request: %s", async (file, lines) => {
    const { format, records, damaged, ignored } = await read(`${LOGS}/${file}`);
    expect({ format, records, damaged, ignored }).toEqual({
      format: "distribution",
      records: [],
      damaged: [],
      ignored: { "log-line": lines },
    });
  });

  test("Harbor's registry, asked by Harbor's proxy", async () => {
    const { records, damaged } = await read(
      "real-traces/harbor-logs/sfxworks_harbor-2.1.1_registry-container.log",
    );
    expect(damaged).toEqual([]);
    expect(counts(records.map(({ method, status }) => `${method} ${status}`))).toEqual({
      "POST 202": 2,
      "PUT 201": 2,
    });
  });
});

describe.skipIf(!sharedData(HARBOR))("logs of Harbor", () => {
  test("of all services: the registry's own lines", async () => {
    const { format, records, damaged, ignored } = await read(
      `${HARBOR}/blog_harbor-compose_2025_all-services.log`,
    );
    expect(format).toBe("distribution");
    expect(damaged).toEqual([]);
    expect(records.map(({ method, status }) => `${method} ${status}`)).toEqual([
      "POST 202",
      "POST 202",
    ]);
    expect(ignored).toEqual({ "access-line": 24, "log-line": 3 });
  });

  test("of all services, read as access lines", async () => {
    const bytes = readFileSync(sharedData(`${HARBOR}/blog_harbor-compose_2025_all-services.log`)!);
    const { records, damaged, warnings } = await collect(nginx, bytes);
    expect(damaged).toEqual([]);
    expect(records).toHaveLength(24);
    expect(records.filter(({ uri }) => uri.startsWith("/v2/"))).toHaveLength(9);
    expect(warnings).toHaveLength(1);
  });

  test("of its nginx, from eight bug reports", async () => {
    const { format, records, damaged, ignored } = await read(
      `${HARBOR}/issues_harbor_nginx-proxy_various.log`,
    );
    expect({ format, damaged, ignored }).toEqual({ format: "nginx", damaged: [], ignored: {} });
    expect(counts(records.map(({ method, status }) => `${method} ${status}`))).toEqual({
      "HEAD 200": 3,
      "PUT 201": 1,
      "POST 202": 4,
      "HEAD 404": 2,
      "PATCH 400": 1,
      "GET 401": 3,
      "HEAD 401": 1,
    });
    expect(records.map(({ client }) => client)).toEqual([
      "10.42.80.0",
      "10.64.9.77",
      ...["10.42.80.0", "10.42.80.0"],
      ...["172.31.10.212", "172.31.10.212", "172.31.10.212", "172.31.10.212"],
      ...["192.168.99.162", "192.168.99.162"],
      "192.168.235.100",
      "192.168.100.11",
      "XXX.XXX.XXX.XXX",
      "10.27.50.43",
      "172.19.0.3",
    ]);
    expect(records.map(({ duration }) => duration)).toEqual([
      0.256, 0.22, 0.235, 3.043, 0.016, 0.018, 0.02, 0.018, 0.012, 0.011, 0, 0.003, 0.857, 0.002,
      0.001,
    ]);
  });
});

describe.skipIf(!sharedData(CACHES))("logs of caching proxies", () => {
  test("JSON of nginx", async () => {
    const { format, records, damaged } = await read(
      `${CACHES}/deepops_and_rpardini_docker-registry-proxy_json.log`,
    );
    expect({ format, damaged }).toEqual({ format: "nginx", damaged: [] });
    expect(records).toMatchObject([
      { method: "GET", status: 200, written: 943, duration: 0.772 },
      { written: 162, duration: 0.38, timestamp: Date.parse("2020-12-15T23:32:41Z") },
      { written: 529, duration: 0 },
    ]);
  });
});
