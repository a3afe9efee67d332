/** Files that change between the moment at which they are found and the end of their reading. */

import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nginxLine } from "../testing/registry-lines.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openTrace } from "./open.ts";
import { readTrace } from "./read-trace.ts";

const root = temporaryFolder();
let folders = 0;
/** More lines than are read at once. */
const LINES = 6000;
const text = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `${nginxLine(from + i)}\n`).join("");

/** A folder of two logs, which are changed when their first record, or none yet, has been read. */
async function readWhile(change: (folder: string) => void, when: "found" | "read") {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  writeFileSync(join(folder, "a.log"), text(0, LINES));
  writeFileSync(join(folder, "b.log"), text(LINES, LINES + 10));
  const { sources } = openTrace([folder]);
  let records = 0;
  if (when === "found") change(folder);
  const sink = {
    record() {
      if (++records === 1 && when === "read") change(folder);
    },
    damaged() {},
    ignored() {},
  };
  try {
    await readTrace(sources, sink);
  } catch (error) {
    return { records, problem: (error as Error).message.replace(folder, "") };
  }
  return { records, problem: "" };
}

test("a file that is gone is named", async () => {
  const remove = (folder: string) => rmSync(join(folder, "b.log"));
  const { records, problem } = await readWhile(remove, "read");
  expect(problem).toBe("/b.log: no such file or folder");
  expect(records).toBe(LINES);
  const all = (folder: string) => rmSync(folder, { recursive: true });
  expect(await readWhile(all, "found")).toEqual({
    records: 0,
    problem: "/a.log: no such file or folder",
  });
});

test("a file that becomes shorter while it is read is no trace", async () => {
  const { problem } = await readWhile((folder) => truncateSync(join(folder, "a.log")), "read");
  expect(problem).toMatch(/^\/a\.log: byte \d+: it has become shorter while it was read/);
});

test("a file that was emptied before is told as an empty one", async () => {
  const { problem } = await readWhile((folder) => truncateSync(join(folder, "a.log")), "found");
  expect(problem).toBe("/a.log: byte 0: the file is empty");
});

test("a file that grows is read to its end", async () => {
  const grow = (folder: string) =>
    appendFileSync(join(folder, "a.log"), text(LINES + 10, LINES + 15));
  expect(await readWhile(grow, "read")).toEqual({ records: LINES + 15, problem: "" });
});

test("a file that is replaced is read as it was, or as it is, and not as both", async () => {
  const replace = (folder: string) => {
    writeFileSync(join(folder, ".new"), text(0, 3));
    renameSync(join(folder, ".new"), join(folder, "a.log"));
  };
  expect(await readWhile(replace, "read")).toEqual({ records: LINES + 10, problem: "" });
  expect(await readWhile(replace, "found")).toEqual({ records: 3 + 10, problem: "" });
});

test("a file that has become a folder, or a link that leads nowhere, is told in one line", async () => {
  const become = (folder: string) => {
    rmSync(join(folder, "b.log"));
    mkdirSync(join(folder, "b.log"));
  };
  expect((await readWhile(become, "found")).problem).toMatch(/^\/b\.log: .*directory/);
  const link = (folder: string) => {
    rmSync(join(folder, "b.log"));
    symlinkSync("nowhere", join(folder, "b.log"));
  };
  expect((await readWhile(link, "read")).problem).toBe("/b.log: no such file or folder");
});
