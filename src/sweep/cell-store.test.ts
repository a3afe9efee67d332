import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { CellStore, type StoredCell } from "./cell-store.ts";
import { type CellIdentity, cellKey, type PlannedCell } from "./grid.ts";

const identity = {
  version: "1",
  policy: { name: "lru" },
  capacityBytes: Infinity,
} as unknown as CellIdentity;
const planned = { key: cellKey(identity), identity } as unknown as PlannedCell;
const stored = {
  trace: { name: "t", requests: 3 },
  cell: { policy: "lru", hits: 1, latencySavingsRate: 0.25, capacityBytes: Infinity },
} as unknown as StoredCell;

const folder = temporaryFolder();
let store: CellStore;
beforeAll(() => {
  store = new CellStore(folder);
});
test("a cell is read as it was kept", async () => {
  await store.write(planned, stored);
  expect(store.read(planned)).toEqual(stored);
});

test("a cell that cannot be kept is the folder's fault", async () => {
  const gone = join(folder, "gone");
  const lost = new CellStore(gone);
  rmSync(gone, { recursive: true });
  const wrong = {
    name: "UsageError",
    message: expect.stringMatching(`^--results ${gone}: ENOENT`),
  };
  await expect(lost.write(planned, stored)).rejects.toMatchObject(wrong);
});

test.each<[string, (text: string) => string]>([
  ["cut off", (text) => text.slice(0, -20)],
  ["empty", () => ""],
  ["of bytes", () => "\0\u0001\u0002"],
  ["null", () => "null"],
  ["with another number", (text) => text.replace("0.25", "0.35")],
  ["of another cell", (text) => text.replace('"version": "1"', '"version": "2"')],
  ["without its cell", (text) => text.replace('"cell"', '"cells"')],
])("a file that is %s is not trusted: the cell is run again", async (_name, change) => {
  await store.write(planned, stored);
  const file = join(folder, `${planned.key}.json`);
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
  expect(store.read(planned)).toBeUndefined();
});
