/** Made-up files in the form of the IBM traces, to be read in two ways. */

import { fc } from "@fast-check/vitest";
import { ibmRecord, LAYOUTS } from "./ibm-records.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Texts of values as they stand in a file, plain and odd, whole and broken. */
const VALUES: Record<string, readonly string[]> = {
  "http.request.duration": [
    "0.5",
    "0",
    "12",
    "1.",
    ".5",
    "-0",
    "-0.0",
    "-1",
    "00.5",
    "01",
    "1e3",
    "1E-7",
    "2.5e+2",
    "1e400",
    "0.30000000000000004",
    "0.645296643",
    "123456789012.345",
    "1234567890123456",
    "99999999999999999999999999",
    "0.000000000000001",
    "0.0000000000000001",
    '"0.5"',
    "null",
    "0.5.5",
    "0x1",
    "",
  ],
  "http.response.status": ["200", "200.0", "2e2", "0200", "200.5", '"200"', "-200", "404", "[]"],
  "http.response.written": ["0", "7.0", "null", "9007199254740992", "900719925474099", "1.5", "{}"],
  "http.request.method": ['"GET"', '"PUT"', '"G\\u0045T"', '"G\\ET"', "7", '""', "true"],
  "http.request.uri": [
    '"v2"',
    '"v2/a/b/blobs/0123456789abcdef"',
    '"v2/\\u0061/blobs/1"',
    '"v2\\/a\\/blobs\\/1"',
    '"v2/\u00e9/blobs/1"',
    '"v2/\\n"',
    '"v2/\n"',
    '"v2/\u0000"',
    `"v2/${"x".repeat(1100)}"`,
    '"v2/a',
    "null",
  ],
  "http.request.useragent": [
    '"docker \\\\(linux\\\\)"',
    '"}{,{\\"[]\\\\"',
    '"},{"',
    '"x}, {"',
    '"\u00e9\u4e2d\u{1f433}"',
    '"\\ud83d\\u00"',
    '"\\x"',
    '"a\tb"',
    `"${"y".repeat(70_000)}"`,
    "7",
    "7e1",
    "-7",
    "007",
    "true",
    "nul",
    '{"a":[1]}',
    "[]",
  ],
  host: ['"h1"', '""', "null", '"h\\"1"', "1"],
  timestamp: [
    '"2017-06-20T00:00:02.814Z"',
    '"2017-06-20T00:00:02Z"',
    '"2017-06-20 00:00:02.814Z"',
    '"2017-06-20t00:00:02.814z"',
    '"2017-06-20T24:00:00.000Z"',
    '"2017-06-20T23:59:60.000Z"',
    '"2017-06-20T23:60:00.000Z"',
    '"2017-02-29T01:02:03.004Z"',
    '"2016-02-29T01:02:03.004Z"',
    '"2017-02-30T01:02:03.004Z"',
    '"2017-13-01T01:02:03.004Z"',
    '"2017-00-10T01:02:03.004Z"',
    '"1969-12-31T23:59:59.999Z"',
    '"1970-01-01T00:00:00.000Z"',
    '"9999-12-31T23:59:59.999Z"',
    '"0000-01-01T00:00:00.000Z"',
    '"2017-06-20T00:00:02.814+01:00"',
    '"2017-06-20T00:00:02.8145Z"',
    '"2017-06-2aT00:00:02.814Z"',
    '"2017-06-20T0 :00:02.814Z"',
    "1497916800000",
  ],
  extra: ["1", '"x"', "null", "[1]", '[{"a":1},{"b":2}]', "1.5", '"\\u0000"'],
  '"http.response.status': ["200"],
};

const anyRecord = fc
  .record({
    n: fc.nat({ max: 40 }),
    /** Values that are not the usual ones; most records have none. */
    odd: fc.oneof(
      { weight: 6, arbitrary: fc.constant([]) },
      {
        weight: 3,
        arbitrary: fc.array(
          fc
            .constantFrom(...Object.keys(VALUES))
            .chain((key) => fc.tuple(fc.constant(key), fc.constantFrom(...VALUES[key]!))),
          { minLength: 1, maxLength: 2 },
        ),
      },
    ),
    without: fc.option(fc.constantFrom(...Object.keys(VALUES)), { freq: 8 }),
    twice: fc.boolean(),
    shape: fc.constantFrom("usual", "usual", "usual", "reversed", "wide"),
  })
  .map(({ n, odd, without, twice, shape }) => {
    const fields = Object.entries(ibmRecord(n)).map(([key, value]) => [key, JSON.stringify(value)]);
    for (const [key, value] of odd) {
      const at = fields.findIndex(([known]) => known === key);
      if (at < 0 || twice) fields.push([key, value]);
      else fields[at] = [key, value];
    }
    const kept = fields.filter(([key]) => key !== without);
    return { fields: shape === "reversed" ? kept.reverse() : kept, wide: shape === "wide" };
  });

/** Files of records that are like others, odd or broken, in any layout. */
export const anyOddFile = fc
  .record({
    records: fc.array(anyRecord, { minLength: 1, maxLength: 40 }),
    indent: fc.constantFrom("", "\n    ", "\r\n\t", " "),
    colon: fc.constantFrom(": ", ":", " :\t"),
    comma: fc.constantFrom(", ", ",", " ,"),
    layout: fc.constantFrom(...Object.values(LAYOUTS)),
    start: fc.constantFrom("", "\uFEFF"),
  })
  .map(({ records, indent, colon, comma, layout, start }) => {
    const texts = records.map(({ fields, wide }) => {
      const between = wide ? `${indent} ` : indent;
      const inside = fields.map(([key, value]) => `"${key}"${colon}${value}`);
      return `{${between}${inside.join(`${comma}${between}`)}${indent}}`;
    });
    return encode(start + layout(texts));
  });
