/**
 * A latency as a formula of the object's size: plain data in seconds and bytes, so that it can be
 * written into a result, sent to a worker and evaluated without mathjs. It holds nothing but numbers,
 * the size, and the few operations below.
 */

import type { Bytes, Seconds } from "../units.ts";

export type Formula = number | "size" | readonly [Operation, ...Formula[]];

const OPERATIONS = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  pow: (a, b) => a ** b,
  unaryMinus: (a) => -a,
  unaryPlus: (a) => a,
  min: Math.min,
  max: Math.max,
  sqrt: Math.sqrt,
  abs: Math.abs,
  exp: Math.exp,
  log: (a, base) => (base === undefined ? Math.log(a) : Math.log(a) / Math.log(base)),
  log2: Math.log2,
  log10: Math.log10,
  floor: Math.floor,
  ceil: Math.ceil,
} satisfies Record<string, (a: number, b: number) => number>;

export type Operation = keyof typeof OPERATIONS;

/** Whether a formula may hold an operation of that name. */
export function isOperation(name: string): name is Operation {
  return Object.hasOwn(OPERATIONS, name);
}

/** The operations that may be written as functions, such as `max(a, b)`. */
export const FUNCTIONS = [
  "min",
  "max",
  "sqrt",
  "abs",
  "exp",
  "log",
  "log2",
  "log10",
  "floor",
  "ceil",
];

/** The formula's value for an object of that size. */
export function evaluate(formula: Formula, size: Bytes): Seconds {
  if (typeof formula === "number") return formula;
  if (formula === "size") return size;
  const [operation, ...operands] = formula;
  const values = operands.map((operand) => evaluate(operand, size));
  return (OPERATIONS[operation] as (...values: number[]) => number)(...values);
}

/** A line: `base + slope × size`. */
export interface Line {
  readonly base: number;
  readonly slope: number;
}

/** The line that a formula is; undefined where its form does not show that it is one. */
export function asLine(formula: Formula): Line | undefined {
  if (typeof formula === "number") return { base: formula, slope: 0 };
  if (formula === "size") return { base: 0, slope: 1 };
  const [operation, ...operands] = formula;
  const lines = operands.map(asLine);
  if (lines.some((line) => line === undefined)) return undefined;
  const [a, b] = lines as [Line, Line];
  if (lines.every((line) => line!.slope === 0)) return { base: evaluate(formula, 0), slope: 0 };
  switch (operation) {
    case "add":
      return { base: a.base + b.base, slope: a.slope + b.slope };
    case "subtract":
      return { base: a.base - b.base, slope: a.slope - b.slope };
    case "multiply":
      if (a.slope === 0) return { base: a.base * b.base, slope: a.base * b.slope };
      if (b.slope === 0) return { base: a.base * b.base, slope: a.slope * b.base };
      return undefined;
    case "divide":
      return b.slope === 0 ? { base: a.base / b.base, slope: a.slope / b.base } : undefined;
    case "unaryMinus":
      return { base: -a.base, slope: -a.slope };
    case "unaryPlus":
      return a;
    default:
      return undefined;
  }
}
