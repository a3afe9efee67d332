/** What a benchmark found, as a file: stated command, version and machine first. */

import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import type { Figure } from "./stage.ts";

export const SCHEMA = 1;

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly platform: string;
  readonly node: string;
}

export interface BenchResult {
  readonly schema: typeof SCHEMA;
  readonly version: string;
  readonly command: string;
  readonly machine: Machine;
  readonly stages: readonly { readonly stage: string; readonly figures: readonly Figure[] }[];
}

export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}

/** Reads such a file. @throws {Error} that names the file, where it is none. */
export function readResult(path: string): BenchResult {
  let found: BenchResult;
  try {
    found = JSON.parse(readFileSync(path, "utf8")) as BenchResult;
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
  if (found?.schema !== SCHEMA || !Array.isArray(found.stages)) {
    throw new Error(`${path}: not a benchmark of schema ${SCHEMA}`);
  }
  return found;
}

/** Four digits at most: more would be noise. */
export function digits(value: number): string {
  return `${Number(value.toPrecision(value < 1000 ? 3 : 4))}`;
}
