import { fc, test } from "@fast-check/vitest";
import math from "mathjs/lib/browser/math.js";
import { expect } from "vitest";
import { formatBytes, formatSeconds, parseBytes, parseQuantity } from "./units.ts";

test.each([
  ["50MB", 50_000_000],
  ["12GB", 12_000_000_000],
  ["64MiB", 67_108_864],
  ["1.5 GiB", 1_610_612_736],
  ["300 kB", 300_000],
  ["1.2345 kB", 1235],
  ["1024", 1024],
  ["1e9", 1_000_000_000],
  ["0", 0],
  [77, 77],
  ["unlimited", Number.POSITIVE_INFINITY],
])("%s is so many bytes", async (text, bytes) => {
  expect(await parseBytes(text)).toBe(bytes);
});

test.each(["", "12g", "50MBx", "-1MB", "-1", "5 s", "MB", "NaN", "five", "50mb"])(
  "%j is not a size, and the error says what is",
  async (text) => {
    await expect(parseBytes(text)).rejects.toThrow(
      `"${text}" is not a size: write "12GB" or "64MiB"`,
    );
  },
);

test.each([
  ["3.2 ms", "seconds", 0.0032],
  ["1 day", "seconds", 86_400],
  ["0.94", "seconds", 0.94],
  ["117 MB/s", "bandwidth", 117e6],
  ["1 Gb/s", "bandwidth", 125e6],
  ["0.25", "ratio", 0.25],
] as const)("%s as %s is %d", async (text, dimension, value) => {
  expect(await parseQuantity(text, dimension)).toBeCloseTo(value, 12);
});

test.each([
  [50_000_000, "50 MB"],
  [4_958_609_061, "4.96 GB"],
  [999_999, "1 MB"],
  [32, "32 B"],
  [0, "0 B"],
  [Number.POSITIVE_INFINITY, "unlimited"],
])("%d bytes read %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [5.6634, "5.66 s"],
  [0.9321, "932 ms"],
  [0.0032, "3.2 ms"],
  [2.5e-6, "2.5 µs"],
  [0, "0 s"],
])("%d seconds read %s", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test.prop([
  fc.double({ min: 0, max: 1e12, noNaN: true }),
  fc.constantFrom("", " "),
  fc.constantFrom(
    ...["B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"].flatMap(
      (unit) =>
        [
          ["bytes", unit, "B"],
          ["bandwidth", `${unit}/s`, "B/s"],
        ] as const,
    ),
    ...["us", "ms", "s", "min", "hour", "hours", "day", "days"].map(
      (unit) => ["seconds", unit, "s"] as const,
    ),
  ),
])("the units that are read without mathjs are what mathjs says", async (amount, space, unit) => {
  const [dimension, name, base] = unit;
  const text = `${amount}${space}${name}`;
  const value = math.unit(text).toNumber(base);
  expect(await parseQuantity(text, dimension)).toBe(
    dimension === "bytes" ? Math.round(value) : value,
  );
});
