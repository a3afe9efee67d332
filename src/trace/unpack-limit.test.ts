import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pullsimSync } from "../testing/pullsim.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openTrace } from "./open.ts";
import { UnpackLimit } from "./unpack-limit.ts";

/** A zstd frame of blocks that are one byte each, 128 KiB times over. Source: RFC 8878. */
function bomb(blocks: number): Uint8Array {
  const header = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
  const block = (last: number) => {
    const head = ((128 * 1024) << 3) | (1 << 1) | last;
    return [head & 0xff, (head >> 8) & 0xff, head >> 16, 0x20];
  };
  const all = Array.from({ length: blocks }, (_, i) => block(i === blocks - 1 ? 1 : 0));
  return Uint8Array.from([...header, ...all.flat()]);
}

const folder = temporaryFolder();
/** Bytes that a file unpacks to. */
async function unpacked(name: string, bytes: Uint8Array): Promise<number> {
  writeFileSync(join(folder, name), bytes);
  let sum = 0;
  for await (const chunk of openTrace([join(folder, name)]).sources[0]!.chunks(() => {})) {
    sum += chunk.length;
  }
  return sum;
}

test("a file that packs well is no bomb", async () => {
  expect(await unpacked("well.zst", bomb(100))).toBe(100 * 128 * 1024);
});

test("a few kilobytes that unpack to gigabytes are refused before they do", async () => {
  await expect(unpacked("bomb.zst", bomb(30_000))).rejects.toThrow(
    /bomb\.zst: byte \d+: it unpacks to more than 250 times its size.*--max-unpack/,
  );
});

test("--max-unpack raises the limit", () => {
  const file = join(folder, "large.zst");
  writeFileSync(file, bomb(2100));
  const inspect = (...options: string[]) => pullsimSync(["inspect", file, ...options]).stderr;
  expect(inspect()).toMatch(/^pullsim: .*large\.zst: byte \d+: it unpacks to more than 250 times/);
  expect(inspect("--max-unpack", "1e5")).toMatch(/^pullsim: .*large\.zst: .*not a registry trace/);
  expect(inspect("--max-unpack", "0")).toContain("It must be above zero");
});

test("the limit is a ratio, and holds from 256 MiB on", () => {
  const limit = new UnpackLimit("x", 10);
  limit.read(1000);
  limit.unpacked(256 * 1024 * 1024);
  limit.read(30e6);
  limit.unpacked(31e6);
  expect(() => limit.unpacked(1e6)).toThrow("10 times");
});
