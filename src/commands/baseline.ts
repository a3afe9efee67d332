/** The baseline: committed numbers that CI defends, with what it takes to make them again. */

import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { BaselineError } from "../errors.ts";
import { loadPolicy } from "../input/load-policy.ts";
import { loadScenario } from "../input/load-scenario.ts";
import { loadWorkload } from "../input/load-workload.ts";
import type { PolicySpec } from "../policy/catalog.ts";
import type { Fidelity } from "../replication.ts";
import type { KeptCell } from "../report/changes.ts";
import { fromJson, toJsonLines } from "../report/json.ts";
import { simulate } from "../simulate.ts";
import type { Bytes } from "../units.ts";
import { VERSION } from "../version.ts";
import type { Objects } from "../workload/select.ts";
import { writeOutput } from "./write-output.ts";

/** One trace under one scenario at one fidelity: a grid of policies and capacities. */
export interface BaselineRun {
  /** Where the trace is, as seen from the baseline's folder. */
  readonly trace: string;
  readonly scenario: string;
  readonly fidelity: Fidelity;
  readonly seed: number;
  readonly objects: Objects;
  readonly requests: number;
  /** By policy: its parameters in base units, which a short trace may not feel. */
  readonly parameters: Readonly<Record<string, PolicySpec["parameters"]>>;
  /** In order of policy and capacity. */
  readonly cells: readonly KeptCell[];
}

export interface Baseline {
  readonly schema: 1;
  readonly version: string;
  readonly command: string;
  readonly runs: readonly BaselineRun[];
}

/** What a run of a baseline is made from. */
export type BaselineOrder = Omit<BaselineRun, "cells" | "requests" | "parameters"> & {
  readonly policies: readonly string[];
  readonly capacities: readonly Bytes[];
};

/** @throws {BaselineError} `BASELINE` for a file that cannot be read or is no baseline. */
export function readBaseline(file: string): Baseline {
  let value: Partial<Baseline>;
  try {
    value = fromJson(readFileSync(file, "utf8")) as Partial<Baseline>;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "no such file; pullsim check --accept makes one" : message;
    throw new BaselineError("BASELINE", `${file}: ${found}`, { cause: error });
  }
  if (value?.schema !== 1 || !Array.isArray(value.runs)) {
    throw new BaselineError("BASELINE", `${file}: found no "runs" of schema 1: not a baseline`);
  }
  return value as Baseline;
}

/** Writes it with a cell a line, so that what changed is what a diff shows. */
export async function writeBaseline(
  file: string,
  runs: readonly BaselineRun[],
  command: string,
): Promise<void> {
  const baseline: Baseline = { schema: 1, version: VERSION, command, runs };
  await writeOutput("--accept", file, toJsonLines(baseline, "cells"));
}

/** The orders that make the runs of a baseline again. */
export function ordersOf({ runs }: Baseline): BaselineOrder[] {
  return runs.map(({ trace, scenario, fidelity, seed, objects, cells }) => ({
    ...{ trace, scenario, fidelity, seed, objects },
    policies: [...new Set(cells.map(({ policy }) => policy))],
    capacities: [...new Set(cells.map(({ capacityBytes }) => capacityBytes))],
  }));
}

/**
 * Runs orders, one after the other; a trace that several ask for is read once. A policy that does
 * not exist any more is left out.
 */
export async function measure(
  file: string,
  orders: readonly BaselineOrder[],
): Promise<BaselineRun[]> {
  const runs: BaselineRun[] = [];
  let at = "";
  let loaded: Awaited<ReturnType<typeof loadWorkload>> | undefined;
  for (const { policies, capacities, ...order } of orders) {
    const key = `${order.trace}\0${order.objects}`;
    if (key !== at || !loaded) {
      loaded = await loadWorkload([join(dirname(file), order.trace)], { objects: order.objects });
      at = key;
    }
    const { workload } = loaded;
    const specs = (await Promise.all(policies.map(policyOrNone))).filter(
      (spec) => spec !== undefined,
    );
    const scenario = await loadScenario(order.scenario, []);
    const { fidelity, seed } = order;
    const cells = simulate(workload, scenario, { policies: specs, capacities, fidelity, seed });
    const kept = cells.map(({ stations: _, ...cell }) => measured(cell));
    const parameters = Object.fromEntries(specs.map((spec) => [spec.text, spec.parameters]));
    runs.push({ ...order, requests: workload.requests.count, parameters, cells: kept });
  }
  return runs;
}

/** The figures of a cell that were measured: the file is a third shorter without the others. */
function measured(cell: KeptCell): KeptCell {
  const known = Object.entries(cell).filter(([, value]) => !Number.isNaN(value));
  return Object.fromEntries(known) as unknown as KeptCell;
}

/** A trace's path as a baseline in that file names it. */
export function fromBaseline(file: string, trace: string): string {
  return relative(dirname(file), trace).replaceAll("\\", "/");
}

async function policyOrNone(text: string): Promise<PolicySpec | undefined> {
  return loadPolicy(text).catch(() => undefined);
}
