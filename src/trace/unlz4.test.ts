import { expect, test } from "vitest";
import { unlz4 } from "./unlz4.ts";

/** 5,100 times `v2/app/blobs/`, by the lz4 program: -BD -B4, so that the second block copies from the first. */
const LINKED = Buffer.from(
  `BCJNGERAXhcBAADfdjIvYXBwL2Jsb2JzLw0A${"/".repeat(341)}9tQcy92Mi8MAAAAD/3////mUGxvYnMvAAAAAFPMLlM=`,
  "base64",
);
const TEXT = Buffer.from("v2/app/blobs/".repeat(5100));

test("blocks that copy from those before them", () => {
  expect(Buffer.from(unlz4(LINKED, TEXT.length)).equals(TEXT)).toBe(true);
});

test("blocks that are stored as they are", () => {
  const [head, block] = [
    [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82],
    [3, 0, 0, 0x80, 1, 2, 3],
  ];
  const frame = Uint8Array.from([...head, ...block, ...block, 0, 0, 0, 0]);
  expect(unlz4(frame, 6)).toEqual(Uint8Array.from([1, 2, 3, 1, 2, 3]));
});

test.each([
  ["more than it should", LINKED, TEXT.length - 1, "more than 66299 bytes"],
  ["less than it should", LINKED, TEXT.length + 1, "to 66300 bytes, not to 66301"],
  ["what is no LZ4", TEXT, 10, "no LZ4 frame"],
])("unpacks to %s: told", (_name, bytes, length, problem) => {
  expect(() => unlz4(bytes, length)).toThrow(problem);
});

test("whatever is cut off or changed is an error, or other bytes of the same length", () => {
  // At its end stands a checksum, which is not looked at.
  for (let at = 0; at < LINKED.length - 4; at++) {
    expect(() => unlz4(LINKED.subarray(0, at), TEXT.length)).toThrow();
    const changed = Uint8Array.from(LINKED);
    changed[at]! ^= 0x15;
    try {
      expect(unlz4(changed, TEXT.length)).toHaveLength(TEXT.length);
    } catch (error) {
      expect((error as Error).message).toMatch(/LZ4|unpacks|bounds|window/);
    }
  }
});
