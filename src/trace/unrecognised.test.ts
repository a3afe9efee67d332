import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { FORMATS, recognise } from "./catalog.ts";
import { unrecognised } from "./unrecognised.ts";

const say = (text: string) => unrecognised(new TextEncoder().encode(text), FORMATS);
const nearest = (text: string) => /nearest are (\S+)/.exec(say(text))![1];

test.each([
  ['10.0.0.1 - - [03/Feb/2024:10:00:07 +0000] "GET /v2/a/blobs/b" 200', "nginx"],
  ['{"method": "GET", "took": 0.3, "what": "/v2/a"}', "ibm-json"],
  ["time,method,uri,status,size", "csv"],
  ["when=2024-02-03T10:00:07Z lvl=info what=done http.request.uri=/v2/", "distribution"],
])("of %s the nearest format is %s", (text, format) => {
  expect(nearest(text)).toBe(format);
});

test("names the first line and three formats", () => {
  const text = say("\r\nhello there\nmore\n");
  expect(text).toContain("begins with 'hello there'");
  expect(text.match(/\w \(/g)).toHaveLength(3);
});

test.prop([fc.string({ unit: "binary", maxLength: 300 })])(
  "is one line of bounded length without a control character, whatever the file",
  (start) => {
    const text = say(start);
    expect(text.length).toBeLessThan(1000);
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  },
);

test("the example of every format is of its own shape", () => {
  for (const { name, example } of FORMATS) {
    if (example === "") continue;
    expect(nearest(example), name).toBe(name);
  }
});

test("the example of every format that is told from content is recognised", () => {
  for (const format of FORMATS) {
    if (format.example === "" || format.name === "keys") continue;
    expect(recognise(new TextEncoder().encode(`${format.example}\n`)), format.name).toBe(format);
  }
});
