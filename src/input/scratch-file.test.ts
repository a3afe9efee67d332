import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { scratchFile } from "./scratch-file.ts";

const folder = temporaryFolder();

test("what is written is read, and no file is seen", () => {
  const file = scratchFile(folder);
  expect(file.write(Uint8Array.of(1, 2, 3))).toBe(0);
  expect(file.write(Uint8Array.of(4, 5))).toBe(3);
  const into = new Uint8Array(3);
  file.read(into, 2);
  expect([...into]).toEqual([3, 4, 5]);
  expect(readdirSync(folder)).toEqual([]);
  expect(() => file.read(into, 3)).toThrow(`${folder}: what does not fit into --memory cannot be`);
  file.close();
});

test("a folder that cannot be written to is one clear error", () => {
  expect(() => scratchFile("/dev/null/nowhere")).toThrow(
    /^\/dev\/null\/nowhere: what does not fit into --memory cannot be put here: [^\n]*$/,
  );
});
