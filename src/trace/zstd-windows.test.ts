import { expect, test } from "vitest";
import { zstdFrame } from "../testing/zstd-frame.ts";
import { unzstd } from "./unzstd.ts";
import { ZstdWindows } from "./zstd-windows.ts";

const TEXT = Uint8Array.from({ length: 25_000 }, (_, i) => i % 251);
const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** A frame to be skipped. */
const NOTE = [0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
/** A window of 2 GiB less an eighth, and blocks of one byte each. */
const WIDE = [...MAGIC, 0, (20 << 3) | 7, ...[10, 0, 0, 7], ...[11, 0, 0, 7]];
/** 4 GiB of content in one piece. */
const LARGE = [...MAGIC, 0xe0, 0, 0, 0, 0, 1, 0, 0, 0, ...[11, 0, 0, 7]];

test.each([
  ["at once", 1e9],
  ["a byte at a time", 1],
  ["in pieces of seven", 7],
])("frames are followed to one with a huge window, %s", (_name, piece) => {
  for (const bad of [WIDE, LARGE]) {
    const bytes = Uint8Array.from([...zstdFrame(TEXT), ...NOTE, ...zstdFrame(TEXT), ...bad]);
    const windows = new ZstdWindows();
    const push = (to: number) => {
      for (let at = 0; at < to; at += piece) {
        windows.push(bytes.subarray(at, Math.min(to, at + piece)));
      }
    };
    expect(() => push(bytes.length)).toThrow("more than 128 MiB");
    expect(() =>
      new ZstdWindows().push(bytes.subarray(0, bytes.length - bad.length)),
    ).not.toThrow();
  }
});

test("a piece of a table unpacks to as many bytes as it should, or not at all", () => {
  const packed = zstdFrame(TEXT);
  expect(unzstd(packed, TEXT.length)).toEqual(TEXT);
  expect(() => unzstd(packed, TEXT.length - 1)).toThrow("more than 24999 bytes");
  expect(() => unzstd(packed, TEXT.length + 1)).toThrow("to 25000 bytes, not to 25001");
  expect(() => unzstd(Uint8Array.from(WIDE), 2)).toThrow("128 MiB");
});
