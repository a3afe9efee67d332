/**
 * Latencies written as expressions with units, such as `0.94 s + size / (2.28 MB/s)`. mathjs reads
 * and checks them, once; what is left is a {@link Formula} in seconds and bytes, or a line where it
 * is one.
 */

import type { MathNode, Unit } from "mathjs";
import { asLine, type Formula, FUNCTIONS, isOperation } from "./formula.ts";
import type { LatencySpec } from "./latency.ts";

type Math = typeof import("mathjs");

/** Sizes at which an expression must give a time: nothing, a byte, a manifest, a layer, the largest. */
const PROBES = [0, 1, 1e3, 1e8, 2e10];

/** No latency takes more; mathjs would go as deep as the parentheses of a longer one. */
const MAX_LENGTH = 1000;

/**
 * Reads an expression.
 * @throws {Error} one line: what is wrong with it. It may hold numbers, units, `size`, the operators
 * + − × ÷ ^ and a few functions, and must be a time for every size.
 */
export async function parseExpression(text: string): Promise<LatencySpec> {
  if (text.length > MAX_LENGTH) {
    throw new Error(`an expression of ${text.length} characters, more than ${MAX_LENGTH}`);
  }
  const math: Math = (await import("mathjs/lib/browser/math.js")).default;
  const tree = within(text, () => math.parse(text));
  tree.traverse((node) => allow(math, node));
  for (const size of PROBES) {
    const value: unknown = within(text, () => tree.evaluate({ size: math.unit(size, "B") }));
    if (!isUnit(math, value) || !value.equalBase(math.unit(1, "s"))) {
      const found = isUnit(math, value) ? `in ${value.formatUnits()}` : `the number ${value}`;
      throw new Error(`"${text}" is ${found}, not a time: write "0.94 s + size / (2.28 MB/s)"`);
    }
    const seconds = value.toNumber("s");
    if (!(seconds >= 0 && seconds < Number.POSITIVE_INFINITY)) {
      throw new Error(`"${text}" is ${seconds} s for an object of ${size} bytes`);
    }
  }
  const formula = within(text, () => toFormula(math, tree));
  const line = asLine(formula);
  if (line === undefined) return { model: "expression", expression: text, formula };
  return line.slope === 0
    ? { model: "constant", value: line.base }
    : { model: "affine", base: line.base, bandwidth: 1 / line.slope };
}

function within<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`"${text}": ${(error as Error).message}`);
  }
}

/** Nothing that could name, call, assign or import anything but what is listed here. */
function allow(math: Math, node: MathNode): void {
  if (math.isConstantNode(node) && typeof node.value === "number") return;
  if (math.isParenthesisNode(node)) return;
  if (math.isOperatorNode(node) && isOperation(node.fn)) return;
  if (math.isFunctionNode(node) && FUNCTIONS.includes(node.fn.name)) return;
  if (math.isSymbolNode(node)) {
    if (node.name === "size" || FUNCTIONS.includes(node.name)) return;
    if (math.Unit.isValuelessUnit(node.name)) return;
  }
  throw new Error(
    `"${node}" has no place in a latency: numbers, units, size, + - * / ^ and ${FUNCTIONS.join(", ")} have`,
  );
}

/** The tree with every unit turned into seconds and bytes. */
function toFormula(math: Math, node: MathNode): Formula {
  if (math.isParenthesisNode(node)) return toFormula(math, node.content);
  if (math.isSymbolNode(node) && node.name === "size") return "size";
  if (node.filter((part) => math.isSymbolNode(part) && part.name === "size").length === 0) {
    return inBase(math, node.evaluate());
  }
  const call = node as MathNode & { args: MathNode[]; fn: string | { name: string } };
  const operation = typeof call.fn === "string" ? call.fn : call.fn.name;
  if (!isOperation(operation)) throw new Error(`${operation} is not an operation`);
  return [operation, ...call.args.map((part) => toFormula(math, part))];
}

/** A constant in seconds and bytes, of whatever dimension. */
function inBase(math: Math, value: unknown): number {
  if (!isUnit(math, value)) return value as number;
  // mathjs counts in bits: the exponent of that dimension says how many factors of 8 to take off.
  const { value: amount, dimensions } = value as Unit & { value: number; dimensions: number[] };
  const bits = (math.unit(1, "B") as Unit & { dimensions: number[] }).dimensions.indexOf(1);
  return amount / 8 ** dimensions[bits]!;
}

function isUnit(math: Math, value: unknown): value is Unit {
  return math.isUnit(value);
}
