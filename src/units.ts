/**
 * Quantities, in and out. Inside the program they are plain numbers in seconds, bytes and bytes a
 * second, 0 to 1 for ratios, and `Infinity` for what has no limit.
 */

import { UsageError } from "./errors.ts";

export type Seconds = number;
export type Bytes = number;
export type BytesPerSecond = number;
/** 0 to 1. */
export type Ratio = number;

/** The kinds of quantity that can be written with a unit. */
export type Dimension = "bytes" | "seconds" | "bandwidth" | "ratio" | "count";

/** A decimal number, and a unit behind it, as most people write them. */
const PLAIN = /^((?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?) ?([a-z]+(?:\/s)?)$/i;
/** The units that need no mathjs, in base units. */
const SIZES: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};
const PLAIN_UNITS: Readonly<Record<keyof typeof BASE, Readonly<Record<string, number>>>> = {
  bytes: SIZES,
  seconds: {
    us: 1e-6,
    ms: 1e-3,
    s: 1,
    min: 60,
    hour: 3600,
    hours: 3600,
    day: 86_400,
    days: 86_400,
  },
  bandwidth: Object.fromEntries(Object.entries(SIZES).map(([unit, size]) => [`${unit}/s`, size])),
};

const BASE = { bytes: "B", seconds: "s", bandwidth: "B/s" } as const;
const EXAMPLE = {
  bytes: '"12GB" or "64MiB"',
  seconds: '"3.2 ms" or "1 day"',
  bandwidth: '"117 MB/s"',
  ratio: "0.25",
  count: "16",
} as const;

/** The word for a quantity without a limit, in and out. */
export const UNLIMITED = "unlimited";

/**
 * Reads a quantity: a bare number in base units, or a number with a unit (`MB` is 10^6 bytes,
 * `MiB` is 2^20), or `unlimited`. Never negative.
 *
 * All but the commonest units are read by mathjs, which is loaded at the first text that has one.
 * @throws {UsageError} `QUANTITY` when the text is not such a quantity.
 */
export async function parseQuantity(text: string | number, dimension: Dimension): Promise<number> {
  const value = typeof text === "number" ? text : await read(text.trim(), dimension);
  if (value === undefined || !(value >= 0)) {
    throw new UsageError(
      "QUANTITY",
      `"${text}" is not ${article(dimension)}: write ${EXAMPLE[dimension]}`,
    );
  }
  return dimension === "bytes" ? Math.round(value) : value;
}

/** Reads a size or capacity in bytes. @throws {UsageError} as `parseQuantity`. */
export function parseBytes(text: string | number): Promise<Bytes> {
  return parseQuantity(text, "bytes");
}

async function read(text: string, dimension: Dimension): Promise<number | undefined> {
  if (text === UNLIMITED) return Number.POSITIVE_INFINITY;
  if (text === "") return undefined;
  const bare = Number(text);
  if (!Number.isNaN(bare)) return bare;
  // A unit alone is no quantity, although mathjs reads it as one of them.
  if (dimension === "ratio" || dimension === "count" || !/\d/.test(text)) return undefined;
  const [, amount, unit] = PLAIN.exec(text) ?? [];
  const factor = unit === undefined ? undefined : PLAIN_UNITS[dimension][unit];
  if (factor !== undefined) return Number(amount) * factor;
  // The single-file build: mathjs as modules takes ten times as long to load.
  const math = (await import("mathjs/lib/browser/math.js")).default;
  try {
    return math.unit(text).toNumber(BASE[dimension]);
  } catch {
    return undefined;
  }
}

function article(dimension: Dimension): string {
  return {
    bytes: "a size",
    seconds: "a time",
    bandwidth: "a bandwidth",
    ratio: "a ratio",
    count: "a count",
  }[dimension];
}

const DECIMAL = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Writes bytes with a decimal unit: `50 MB`, `4.96 GB`. */
export function formatBytes(bytes: Bytes): string {
  if (bytes === Number.POSITIVE_INFINITY) return UNLIMITED;
  let power = 0;
  let value = bytes;
  while (Number(value.toPrecision(3)) >= 1000 && power < DECIMAL.length - 1) {
    value /= 1000;
    power++;
  }
  return `${Number(value.toPrecision(3))} ${DECIMAL[power]}`;
}

/** Writes seconds in the unit that suits their size: `3.2 ms`, `5.66 s`. */
export function formatSeconds(seconds: Seconds): string {
  if (seconds === 0 || seconds >= 1) return `${Number(seconds.toPrecision(3))} s`;
  if (seconds >= 1e-3) return `${Number((seconds * 1e3).toPrecision(3))} ms`;
  return `${Number((seconds * 1e6).toPrecision(3))} µs`;
}
