import { expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import { recognise } from "./catalog.ts";
import { conform } from "./conformance.ts";
import { webcache } from "./webcache.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => collect(webcache, bytesOf(text));
/** Time, object and size of each record. */
const requests = async (text: string) =>
  (await read(text)).records.map(({ timestamp, uri, written }) => [
    timestamp / 1000,
    uri.slice(17),
    written,
  ]);

conform(webcache, {
  plain: bytesOf("1 1 120\n2 2 64\n3 1 120\n4 3 14\n4 1 120\n"),
  "with more columns": bytesOf("1\t1\t120\t7\t0\r\n2\t2\t64\t7\t1\r\n3\t1\t120\t8\t1\r\n"),
  csv: bytesOf("time,obj_id,obj_size\n0,17,120\n2,18,64\n3,17,120\n"),
});

test("a line is a request for an object of that size at that second", async () => {
  expect(await requests("1 7 120\n2.5 8 64\n\n3 7 120\n")).toEqual([
    [1, "7", 120],
    [2.5, "8", 64],
    [3, "7", 120],
  ]);
});

test("columns are found by their names where there is a header", async () => {
  expect(await requests("obj_size,op,timestamp,key\n5,get,100,a/b?c\n")).toEqual([
    [100, "a%2Fb%3Fc", 5],
  ]);
});

test.each([
  ["1497916802", 1497916802],
  ["1497916802814", 1497916802.814],
  ["1497916802814000", 1497916802.814],
])("the time %s is in the unit that its size tells", async (time, seconds) => {
  expect((await requests(`${time} 1 1\n`))[0]![0]).toBeCloseTo(seconds, 3);
});

test("the order of the file counts where times go back, and that is told", async () => {
  const { records, warnings } = await read("5 a 1\n3 b 1\n6 c 1\n");
  expect(records.map(({ timestamp }) => timestamp)).toEqual([5000, 5000, 6000]);
  expect(warnings).toEqual([expect.stringContaining("1 requests are earlier")]);
});

test.each(["x 1 120", "2 1", "2 1 -5", "2 1 1e3", "99999999999999999999999 1 1"])(
  "the line '%s' costs itself and no other",
  async (line) => {
    const { records, damaged } = await read(`1 1 120\n${line}\n3 1 120\n`);
    expect(records).toHaveLength(2);
    expect(damaged).toMatchObject([{ reason: "malformed", record: 2, byte: 8 }]);
  },
);

test.each(["1 GET /v2/ 200", "1 2\n3 4\n", "a b c\n", "17,a,5,12,3,get,0\n"])(
  "is not taken for it by itself: %j",
  (text) => {
    expect(recognise(bytesOf(text))).not.toBe(webcache);
  },
);
