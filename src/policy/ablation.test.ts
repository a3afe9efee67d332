import { expect, test } from "vitest";
import { ablations, IDEAS } from "./ablation.ts";
import { parsePolicy } from "./catalog.ts";

test("combinations go from all ideas off to the policy as it was given", async () => {
  const texts = ablations("r-cache:half-life=1 hour");
  expect(texts).toHaveLength(8);
  expect(new Set(texts).size).toBe(8);
  expect(texts.at(-1)).toBe("r-cache:half-life=1 hour");
  const settings = await Promise.all(
    texts.map(async (text) => {
      const { small, hot, dedup, "half-life": halfLife } = (await parsePolicy(text)).parameters;
      expect(halfLife).toBe(3600);
      return [small !== "none", hot !== "none", dedup !== "inclusive"];
    }),
  );
  settings.forEach((on, mask) => {
    expect(on).toEqual(IDEAS.map((_, i) => (mask & (1 << i)) !== 0));
  });
});

test("only r-cache can be taken apart", () => {
  expect(() => ablations("lru")).toThrow(/--ablate lru: only r-cache/);
});
