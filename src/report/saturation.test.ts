import { expect, test } from "vitest";
import type { Cell } from "../metrics/cell.ts";
import { saturationNotes } from "./saturation.ts";

function cell(policy: string, since: number, abandoned = false): Cell {
  const stations = [{ name: "objectStore", saturatedSinceSeconds: since }];
  return { policy, capacityBytes: 1e9, abandoned, stations } as unknown as Cell;
}

test("says nothing where every station keeps up", () => {
  expect(saturationNotes([cell("none", Number.NaN), cell("lru", Number.NaN)])).toEqual([]);
});

test("names the station, the cells and the moments, the reference once", () => {
  const cells = [cell("none", 12), cell("none", 12), cell("lru", 3600)];
  expect(saturationNotes(cells)).toEqual([
    "objectStore cannot keep up, its queue grows without end: none from 12 s on, lru at 1 GB from 3600 s on",
  ]);
});

test("counts cells beyond the third, and names runs that were given up", () => {
  const cells = ["none", "a", "b", "c", "d"].map((policy) => cell(policy, 1, policy === "none"));
  const [saturated, abandoned] = saturationNotes(cells);
  expect(saturated).toMatch(/, and 2 more$/);
  expect(abandoned).toBe("given up because a queue grew beyond all bounds: none");
});
