import { describe, expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import { ibmRecord, ibmTrace, LAYOUTS, type Layout } from "../testing/ibm-records.ts";
import { conform } from "./conformance.ts";
import { ibmJson } from "./ibm-json.ts";

const layouts = Object.keys(LAYOUTS) as Layout[];
const six = Array.from({ length: 6 }, (_, n) =>
  ibmRecord(n, n === 3 ? { extra: { a: [1, { b: 2 }] } } : {}),
);
conform(ibmJson, Object.fromEntries(layouts.map((layout) => [layout, ibmTrace(layout, six)])));

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (n: number, fields?: Record<string, unknown>): string =>
  JSON.stringify(ibmRecord(n, fields));

test("a record's fields are read as they stand", async () => {
  const { records } = await collect(ibmJson, ibmTrace("compact", [ibmRecord(4)]));
  expect(records).toEqual([
    {
      timestamp: Date.UTC(2017, 5, 20, 0, 0, 1),
      duration: 0.54,
      method: "GET",
      uri: "v2/space4/repo4/blobs/00000004",
      status: 200,
      written: 1004,
      client: "client4",
      host: "host1",
      position: { record: 1, byte: 1 },
    },
  ]);
});

test.each(layouts)("a file far larger than a batch is read whole, %s", async (layout) => {
  const many = Array.from({ length: 2000 }, (_, n) => ibmRecord(n));
  const { records, damaged, warnings } = await collect(ibmJson, ibmTrace(layout, many), [65_536]);
  expect(records.length).toBe(2000);
  expect(records[1999]!.uri).toBe((many[1999] as Record<string, unknown>)["http.request.uri"]);
  expect(damaged).toEqual([]);
  expect(warnings).toEqual([]);
});

test("a written size may be absent", async () => {
  const { records } = await collect(
    ibmJson,
    encode(`[${text(1, { "http.response.written": undefined })}]`),
  );
  expect(records[0]!.written).toBeUndefined();
});

test("an empty array is a trace without records", async () => {
  expect(await collect(ibmJson, encode(" [ ] "))).toEqual({
    records: [],
    ignored: {},
    damaged: [],
    warnings: [],
  });
});

test("a file may begin with a byte order mark, and arrays may follow one another", async () => {
  const bytes = encode(`\uFEFF[${text(1)}]\n[${text(2)},${text(3)}]`);
  const { records, damaged } = await collect(ibmJson, bytes);
  expect(records.length).toBe(3);
  expect(damaged).toEqual([]);
});

test("an array that is not closed is told, and loses nothing", async () => {
  const { records, damaged, warnings } = await collect(ibmJson, encode(`[${text(1)},${text(2)}`));
  expect(records.length).toBe(2);
  expect(damaged).toEqual([]);
  expect(warnings).toEqual(["the array is not closed: the file seems to be cut off"]);
});

test("the cut-off end of a file is one truncated record, with its position", async () => {
  const bytes = encode(`[${text(1)},${text(2).slice(0, 100)}`);
  const { records, damaged } = await collect(ibmJson, bytes);
  expect(records.length).toBe(1);
  expect(damaged).toEqual([
    {
      reason: "truncated",
      record: 2,
      byte: text(1).length + 2,
      problem: "the file ends inside a record",
    },
  ]);
});

/** Ways in which a record can be damaged: the text of the record in, the damaged text out. */
const DAMAGE: Record<string, (good: string, n: number) => string> = {
  "cut short inside a string": (good) => good.slice(0, good.indexOf("useragent") + 20),
  "cut short after a comma": (good) => good.slice(0, good.indexOf(',"http.request.uri"') + 1),
  "cut short after a colon": (good) => good.slice(0, good.indexOf('"GET"')),
  "cut short inside a number": (good) => good.slice(0, good.indexOf(',"http.request.method"')),
  "the beginning cut off": (good) => good.slice(30),
  "a status that is a string": (_, n) => text(n, { "http.response.status": "200" }),
  "a method that is a number": (_, n) => text(n, { "http.request.method": 7 }),
  "a uri that is an object": (_, n) => text(n, { "http.request.uri": { a: { b: [1] } } }),
  "a negative size": (_, n) => text(n, { "http.response.written": -1 }),
  "a time that is none": (_, n) => text(n, { timestamp: "yesterday" }),
  "a duration that is missing": (_, n) => text(n, { "http.request.duration": undefined }),
  "a duration of ages": (_, n) => text(n, { "http.request.duration": 1e13 }),
  "no uri": (_, n) => text(n, { "http.request.uri": undefined }),
  "no fields at all": () => "{}",
  "null in its place": () => "null",
  "a number in its place": () => "42",
  "deep nesting, closed": (good) =>
    good.replace("{", `{"a":${"[".repeat(5000)}${"]".repeat(5000)},`),
  "deep objects, closed": (good) =>
    good.replace("{", `{"a":${'{"b":'.repeat(100)}1${"}".repeat(100)},`),
  "deep nesting, open": () => `{"a":${"[".repeat(5000)}`,
  "deep objects, open": () => '{"a":'.repeat(3000),
  "an array that is never closed": () => '{"a":[1',
  "a NUL byte in a string": (good) => good.replace("docker/", "docker\0/"),
  "a NUL byte between": (good) => good.replace(',"id"', ',\0"id"'),
  "an escape that is none": (good) => good.replace("docker/", "docker\\x/"),
  "a number that is none": (good) =>
    good.replace(/"http.response.status":200/, '"http.response.status":0200'),
  "a comma too many": (good) => good.replace(',"id"', ',,"id"'),
  "a quote too many": (good) => good.replace("docker/", 'docker"/'),
};

test("a damaged record costs no other where no comma stands between them", async () => {
  const bytes = encode(`[${text(0)}{"x":,}${text(1)}${text(2)}]`);
  const { records, damaged } = await collect(ibmJson, bytes);
  expect(records.length).toBe(3);
  expect(damaged.length).toBe(1);
});

/** Ways in which a record can be odd and still be one. */
const ODD: Record<string, (good: string, n: number) => string> = {
  "a key twice": (good) => good.replace(/}$/, ',"http.response.status":200}'),
  "braces inside a string": (_, n) => text(n, { "http.request.useragent": '}{,{"[]\\' }),
  "a prototype as a key": (good) =>
    good.replace(/}$/, ',"__proto__":{"http.request.method":"HEAD"}}'),
  "more white space": (good) => good.replace(/,/g, " ,\t").replace(/:/, "\n:\r\n"),
  "a string of 10 kB": (_, n) => text(n, { "http.request.useragent": "x".repeat(10_000) }),
};

describe.each(layouts)("%s", (layout) => {
  const join = LAYOUTS[layout];
  test.each(Object.entries(DAMAGE))("%s costs that record and no other", async (_name, damage) => {
    for (const chunk of [1, 7, 65_536]) {
      const bytes = encode(join([text(0), damage(text(1), 1), text(2), text(3)]));
      const { records, damaged } = await collect(ibmJson, bytes, [chunk]);
      expect(damaged.length).toBe(1);
      expect(damaged[0]).toMatchObject({ reason: "malformed", record: 2 });
      expect(records.map(({ timestamp }) => timestamp)).toEqual(
        [0, 2, 3].map((n) => Date.UTC(2017, 5, 20) + n * 250),
      );
    }
  });

  test.each(Object.entries(ODD))("%s costs nothing", async (name, change) => {
    // One object a line cannot hold a line break.
    if (layout === "line by line" && name === "more white space") return;
    for (const chunk of [1, 7, 65_536]) {
      const bytes = encode(join([text(0), change(text(1), 1), text(2)]));
      const { records, damaged } = await collect(ibmJson, bytes, [chunk]);
      expect(damaged).toEqual([]);
      expect(records.length).toBe(3);
    }
  });

  test("of 100,000 records with every tenth damaged, all are counted and no whole one is lost", async () => {
    const ways = Object.values(DAMAGE);
    const texts = Array.from({ length: 100_000 }, (_, n) => {
      const good = text(n);
      return n % 10 === 5 ? ways[((n / 10) % ways.length) | 0]!(good, n) : good;
    });
    const bytes = encode(join(texts));
    const whole = await collect(ibmJson, bytes);
    expect(whole.records.length).toBe(90_000);
    expect(whole.damaged.length).toBe(10_000);
    const uneven = await collect(ibmJson, bytes, [65_536, 1, 999, 131_072]);
    expect(uneven.damaged).toEqual(whole.damaged);
    expect(uneven.records.length).toBe(90_000);
  });
});

test("a string of 10 MB is read, and invalid UTF-8 and NUL bytes in it do no harm", async () => {
  const long = text(1, { "http.request.useragent": "y".repeat(10_000_000) });
  const bytes = encode(`[${text(0)},${long},${text(2)}]`);
  bytes.set([0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80], 1_000_000);
  const { records, damaged } = await collect(ibmJson, bytes);
  expect(records.length).toBe(3);
  expect(damaged).toEqual([]);
});

test("a hostile file of arrays that are never closed is read in linear time", async () => {
  const bytes = encode('{"a":[1,'.repeat(200_000));
  const before = performance.now();
  const { records, damaged } = await collect(ibmJson, bytes);
  expect(records).toEqual([]);
  expect(damaged.length).toBeGreaterThan(0);
  expect(performance.now() - before).toBeLessThan(20_000);
});

test("a string without end costs no more the longer it is, and what comes after it is read", async () => {
  const started = performance.now();
  const reader = ibmJson.reader({
    record: () => records++,
    damaged: (_reason, _position, problem) => problems.push(problem),
    ignored: () => {},
    warn: () => {},
  });
  let records = 0;
  const problems: string[] = [];
  reader.push(encode('{"a":"'));
  for (let i = 0; i < 2500; i++) reader.push(new Uint8Array(64 * 1024).fill(0x78));
  reader.push(encode("\n"));
  reader.push(ibmTrace("line by line", [ibmRecord(1), ibmRecord(2)]));
  await reader.end();
  expect({ records, problems }).toEqual({ records: 2, problems: ["a record longer than 64 MiB"] });
  // Looking through old bytes with every chunk took a minute.
  expect(performance.now() - started).toBeLessThan(20_000);
}, 60_000);

test("a record with a key of a megabyte is read as any other", async () => {
  const key = "k".repeat(1 << 20);
  const many = Array.from({ length: 20 }, (_, n) => ({ ...ibmRecord(n), [key]: 1 }));
  const { records, damaged } = await collect(ibmJson, ibmTrace("line by line", many));
  expect({ records: records.length, damaged }).toEqual({ records: 20, damaged: [] });
});

test.each(["0012-06-40", "2017-02-32", "2017-13-01", "2017-00-10"])(
  "there is no day %s, whichever way its record is read",
  async (day) => {
    const times = Array.from({ length: 12 }, (_, n) =>
      ibmRecord(n, n % 3 === 2 ? { timestamp: `${day}T00:00:02.814Z` } : {}),
    );
    const bytes = ibmTrace("line by line", times);
    for (const size of [1, 300, bytes.length]) {
      const { records, damaged } = await collect(ibmJson, bytes, [size]);
      expect({ records: records.length, damaged: damaged.length }).toEqual({
        records: 8,
        damaged: 4,
      });
    }
  },
);
