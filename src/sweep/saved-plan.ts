/**
 * The plan of a sweep as a file in its results folder: the cells by number, and all that it takes to
 * run one of them on another machine.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { PullsimError, reasonOf, UsageError } from "../errors.ts";
import { fromJson, toJson } from "../report/json.ts";
import { VERSION } from "../version.ts";
import { codeDigest } from "./code-digest.ts";
import { distinct, type Grid, type PlannedCell, plan } from "./grid.ts";
import { type GridOptions, gridOf } from "./grid-of.ts";
import type { TraceInput } from "./trace-input.ts";

const FILE = "plan.json";
const SCHEMA = 1;

export interface SavedPlan {
  readonly schema: typeof SCHEMA;
  readonly version: string;
  /** As of codeDigest. */
  readonly code: string;
  /** What makes the sweep's result again on one machine. */
  readonly command: string;
  readonly options: GridOptions;
  readonly traces: readonly TraceInput[];
  /** The key of each cell, and its trace; its place is the cell's number. */
  readonly cells: readonly { readonly key: string; readonly path: string }[];
}

/**
 * Writes the plan of a grid into its results folder, whole or not at all.
 * @throws {UsageError} `PLAN` when it cannot be written.
 */
export async function writePlan(
  folder: string,
  grid: Grid,
  options: GridOptions,
  command: string,
): Promise<void> {
  const code = codeDigest();
  const cells = distinct(plan(grid, code)).map(({ key, trace }) => ({
    key,
    path: grid.traces[trace]!.path,
  }));
  const saved: SavedPlan = {
    schema: SCHEMA,
    version: VERSION,
    code,
    command,
    options,
    traces: grid.traces.map(({ look, ...trace }) => trace),
    cells,
  };
  const file = join(folder, FILE);
  await writeFileAtomic(file, toJson(saved)).catch((error) => {
    throw new UsageError("PLAN", `${file}: ${reasonOf(error)}`, { cause: error });
  });
}

/** @throws {UsageError} `PLAN` where there is none, or one that this version cannot read. */
export function readPlan(folder: string): SavedPlan {
  const file = join(folder, FILE);
  const fail = (problem: string, cause?: unknown): never => {
    throw new UsageError("PLAN", `${file}: ${problem}`, { cause });
  };
  let found: SavedPlan;
  try {
    found = fromJson(readFileSync(file, "utf8")) as SavedPlan;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = "no such file: pullsim sweep … --plan makes it";
    return fail(code === "ENOENT" ? missing : `not a plan: ${message}`, error);
  }
  if (found?.schema !== SCHEMA || !Array.isArray(found.cells) || !Array.isArray(found.traces)) {
    return fail(`not a plan of schema ${SCHEMA}`);
  }
  if (found.version !== VERSION) fail(`made by pullsim ${found.version}; this is ${VERSION}`);
  return found;
}

/** The cells of a saved plan by number, without a look at the traces. */
export async function plannedCells(
  saved: SavedPlan,
): Promise<{ grid: Grid; cells: PlannedCell[]; all: PlannedCell[] }> {
  const paths = saved.traces.map(({ path }) => path);
  const grid = await gridOf(paths, saved.options, saved.traces);
  const all = plan(grid, saved.code);
  const cells = distinct(all);
  if (cells.some(({ key }, n) => key !== saved.cells[n]?.key)) throw differs("the plan");
  return { grid, cells, all };
}

/** What one machine is to do for another: some cells of one trace. */
export interface CellOrder {
  readonly path: string;
  readonly options: GridOptions;
  readonly keys: readonly string[];
}

/**
 * Finds ordered cells on this machine.
 * @throws {PullsimError} `DIFFERS` when its trace, policy files or program would give other numbers.
 */
export async function orderedCells(
  { path, options, keys }: CellOrder,
  known?: readonly TraceInput[],
): Promise<{ grid: Grid; cells: PlannedCell[] }> {
  const grid = await gridOf([path], options, known);
  const wanted = new Set(keys);
  const cells = distinct(plan(grid, codeDigest())).filter(({ key }) => wanted.has(key));
  if (cells.length < wanted.size) throw differs(path);
  return { grid, cells };
}

function differs(what: string): PullsimError {
  return new PullsimError(
    "DIFFERS",
    `${what}: not what was planned: the trace, a scenario's or policy's file, or the program is another one here`,
  );
}
