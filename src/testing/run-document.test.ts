import { expect, test } from "vitest";
import { blocksOf } from "./markdown-blocks.ts";
import { fits } from "./run-document.ts";

test("the blocks of a document, with what they are in", () => {
  const markdown = "a\n\n```sh\none\ntwo\n```\n\n```text\nout\n```\n~~~\n```\nplain\n```\n";
  expect(blocksOf(markdown)).toEqual([
    { line: 3, language: "sh", text: "one\ntwo\n" },
    { line: 8, language: "text", text: "out\n" },
    { line: 12, language: "", text: "plain\n" },
  ]);
});

test.each([
  ["a\nb\n", "a\nb\n", true],
  ["a\nb\n", "a\nb\nc\n", false],
  ["a\n…\nd\n", "a\nb\nc\nd\n", true],
  ["a\n…\nd\n", "a\nd\n", true],
  ["a\n…\nd\n", "a\nb\n", false],
  ["saves … % of (x)\n", "saves 3.1 % of (x)\n", true],
  ["saves … % of (x)\n", "saves 3.1 % of x\n", false],
  ["a…\n", "a\nb\n", false],
])("%j says what is printed: %j", (said, printed, expected) => {
  expect(fits(said, printed)).toBe(expected);
});
