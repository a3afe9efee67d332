import { expect, test } from "vitest";
import { parseExpression } from "./expression.ts";
import { evaluate } from "./formula.ts";

test.each([
  ["0.94 s + size / (2.28 MB/s)", 0.94, 2.28e6],
  ["size / (2 * 1 MB/s) + 3 ms", 0.003, 2e6],
  ["2 * (size / (100 MB/s) + 1 s) - 500 ms", 1.5, 50e6],
  ["(size + 1 MB) / (1 MB/s)", 1, 1e6],
  ["size * 8 / (1 Gb/s)", 0, 1e9 / 64],
])("reads %s as the line that it is", async (text, base, bandwidth) => {
  const spec = await parseExpression(text);
  expect(spec.model).toBe("affine");
  if (spec.model !== "affine") return;
  expect(spec.base).toBeCloseTo(base, 12);
  expect(spec.bandwidth / bandwidth).toBeCloseTo(1, 12);
});

test("reads an expression without a size as a constant", async () => {
  expect(await parseExpression("2 * 3 ms + 1 s")).toEqual({ model: "constant", value: 1.006 });
});

test.each([
  ["max(1 s, size / (1 MB/s))", [1, 1, 5]],
  ["1 s + sqrt(size / (1 MB)) * 1 s", [1, 2, 1 + Math.sqrt(5)]],
  ["log2(1 + size / (1 MB)) * 0.5 s", [0, 0.5, Math.log2(6) / 2]],
  ["1 s * 2 ^ (size / (1 MB) / 1000)", [1, 2 ** 0.001, 2 ** 0.005]],
])("keeps %s as a formula of plain data", async (text, expected) => {
  const spec = await parseExpression(text);
  expect(spec.model).toBe("expression");
  if (spec.model !== "expression") return;
  expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  for (const [i, size] of [0, 1e6, 5e6].entries()) {
    expect(evaluate(spec.formula, size)).toBeCloseTo(expected[i]!, 12);
  }
});

test.each([
  ["size / (2 MB)", "the number"],
  ["size + 1 s", "Units do not match"],
  ["2.28 MB/s", "not a time"],
  ["1 s - size / (1 MB/s)", "for an object of"],
  ["1 s + size / (2 foo)", '"foo" has no place'],
  ["1 s +", "Unexpected end"],
])("refuses %s", async (text, reason) => {
  await expect(parseExpression(text)).rejects.toThrow(reason);
});

test.each([
  "import({ size: 1 }) + size * 1 s",
  'evaluate("1 s") + size * 0 s/B',
  'createUnit("x") * size',
  "f(size) = 1 s",
  "size = 1 s",
  "size.constructor",
  "[1 s, size][1]",
  "cos(size / (1 B)) * 1 s",
  'parse("1 s")',
  'simplify("size", {})',
  'derivative("size", "size")',
  "import.constructor",
  "size.__proto__",
  '"s".constructor',
  "max.constructor",
  "1 s; import",
  "{ a: 1 s }.a",
  "typed",
  "e * 1 s",
  "__proto__",
  "1 s ? 1 s : 2 s",
])("refuses %s, which is more than arithmetic", async (text) => {
  await expect(parseExpression(text)).rejects.toThrow("has no place in a latency");
});

test.each([
  ["9^9^9^9 * 1 s", /is Infinity s/],
  ["1 s * (1e308 * 1e308)", /is Infinity s/],
  [`${"(".repeat(400)}1 s${")".repeat(400)}`, /call stack/],
  [`${"(".repeat(1e6)}1 s${")".repeat(1e6)}`, /an expression of 2000003 characters/],
  ["2^".repeat(450).concat("2 * 1 s"), /./],
  [`1 s${" + size * 1 s/B".repeat(60)}`, undefined],
])("a hostile expression ends soon (%#)", async (text, reason) => {
  const started = performance.now();
  const read = parseExpression(text);
  if (reason) await expect(read).rejects.toThrow(reason);
  else await read;
  expect(performance.now() - started).toBeLessThan(2000);
});
