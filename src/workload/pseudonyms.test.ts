import { expect, test } from "vitest";
import { Pseudonyms } from "./pseudonyms.ts";

test("different numbers have different names of eight digits", () => {
  const names = new Pseudonyms("dal09");
  const seen = new Set<string>();
  for (let number = 0; number < 200_000; number++) seen.add(names.of("layer", number));
  seen.add(names.of("layer", 0xffffffff));
  expect(seen.size).toBe(200_001);
  for (const name of seen) expect(name.length).toBe(8);
});

test("another kind of thing, or another registry, has other names", () => {
  const names = new Pseudonyms("dal09");
  expect(names.of("client", 5)).not.toBe(names.of("layer", 5));
  expect(new Pseudonyms("lon02").of("layer", 5)).not.toBe(names.of("layer", 5));
});
