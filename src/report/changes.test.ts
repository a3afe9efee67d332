/** What counts as moved, and that CI systems can read it whatever the names. */

import { expect, test } from "vitest";
import { sampleCell } from "../testing/sweep-document.ts";
import { changesOf, type MovedCell, type Place } from "./changes.ts";
import { toLine } from "./changes-table.ts";
import { toAnnotation } from "./github.ts";
import { toJunit } from "./junit.ts";

const was = sampleCell("lru", 1e9, 0.3);

test("a count may not differ by one", () => {
  expect(changesOf(was, { ...was, evictions: was.evictions + 1 })).toEqual([
    { figure: "evictions", was: 400, is: 401 },
  ]);
});

test("a second may differ by 1e-9 of itself, and not by more", () => {
  const times = (factor: number) =>
    changesOf(was, { ...was, meanLatencySeconds: factor * was.meanLatencySeconds });
  expect(times(1 + 1e-10)).toEqual([]);
  expect(times(1 + 1e-8).map(({ figure }) => figure)).toEqual(["meanLatencySeconds"]);
});

test("what was measured and is not any more has changed", () => {
  // A baseline leaves out what was not measured.
  const { p99LatencySeconds: _, ...is } = was;
  const changes = changesOf(was, is as typeof was);
  expect(changes).toEqual([{ figure: "p99LatencySeconds", was: 21, is: Number.NaN }]);
});

const HOSTILE = 'x]]>&<"\u0001\n%0A::error::y';
const place: Place = {
  trace: HOSTILE,
  scenario: "<ibm>",
  fidelity: "fast",
  policy: "./a'b.mjs",
  capacityBytes: 1e9,
};
const moved: MovedCell[] = [{ place, was, is: undefined, changes: [] }];

test("a name cannot end an annotation or begin another", () => {
  const line = toAnnotation("results/a,b:c.json", toLine(moved[0]!));
  expect(line.split("\n")).toHaveLength(1);
  expect(line).toMatch(/^::error file=results\/a%2Cb%3Ac\.json,title=savings moved::x\]\]>/);
  expect(line).toContain("%0A%250A::error::y");
});

test("JUnit XML is well formed and names what moved and what was retuned", () => {
  const xml = toJunit([place, { ...place, policy: "lru" }], moved, [
    "r-cache: limit was <1>, is 2",
  ]);
  // Tags whose attributes hold no bare < or &, and nothing between them.
  const attribute = ' [a-z]+="([^"<&]|&(amp|lt|gt|quot|apos|#x?[\\da-fA-F]+);)*"';
  expect(xml).toMatch(RegExp(`^<\\?xml[^<>]*\\?>\\s*(</?[a-z]+(${attribute})*/?>\\s*)+$`));
  expect(xml).not.toContain("\u0001");
  expect(xml).toMatch(/tests="3" failures="2"/);
  expect(xml).toContain("is no longer there");
});
