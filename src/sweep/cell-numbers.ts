/** Numbers of cells as people and schedulers write them: "4", "0-17". */

import { UsageError } from "../errors.ts";

/** Where a scheduler tells a task of an array which one it is: Slurm, AWS Batch, Kubernetes. */
const INDEXES = [
  "SLURM_ARRAY_TASK_ID",
  "AWS_BATCH_JOB_ARRAY_INDEX",
  "JOB_COMPLETION_INDEX",
] as const;

/**
 * The cells that are asked for, or, where none is, the one that the scheduler's index names.
 * @throws {UsageError} `CELL` for no number at all, or one that is no cell of the `count`.
 */
export function cellNumbers(
  asked: readonly string[],
  count: number,
  environment: Readonly<Record<string, string | undefined>>,
): number[] {
  const index = INDEXES.find((name) => environment[name] !== undefined);
  const texts = asked.length > 0 || !index ? asked : [environment[index]!];
  if (texts.length === 0) {
    throw new UsageError("CELL", `which cell? Give its number, or set ${INDEXES.join(", or ")}`);
  }
  return [...new Set(texts.flatMap((text) => numbersIn(text, count)))];
}

function numbersIn(text: string, count: number): number[] {
  const [, first, last = first] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text) ?? [];
  const from = Number(first);
  const to = Number(last);
  if (!(from <= to && to < count)) {
    throw new UsageError("CELL", `cell ${text}: the plan has cells 0 to ${count - 1}`);
  }
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Ascending numbers in the form that {@link cellNumbers} reads: "0-3 7". */
export function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(" ");
}
