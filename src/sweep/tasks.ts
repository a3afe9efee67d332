/** How the cells of a sweep that are still to do are put together into tasks for the workers. */

import { BOUND } from "../bounds.ts";
import type { Bytes } from "../units.ts";
import type { PlannedCell } from "./grid.ts";

/**
 * Cells of one trace, scenario and seed that a worker replays in lockstep, or the bounds of one: a grid
 * of its own.
 */
export interface Task {
  readonly trace: number;
  readonly scenario: number;
  readonly seed: number;
  readonly policies: readonly string[];
  readonly capacities: readonly Bytes[];
  readonly cells: readonly PlannedCell[];
}

/** Lockstep runs in a task at which the reference run that they share costs little. */
const ENOUGH = 9;

/**
 * Puts cells together into tasks, in the order of the cells. Policies that lack the same capacities
 * share a task until it has {@link ENOUGH} runs: larger tasks would share more, but a killed sweep
 * loses the tasks under way, and the last ones would leave workers idle. For several workers the last
 * of their tasks are halved, so that all end together.
 */
export function planTasks(cells: readonly PlannedCell[], workers = 1): Task[] {
  const tasks: Task[] = [];
  for (const group of grouped(
    cells,
    ({ trace, scenario, seed, policy }) => `${trace}/${scenario}/${seed}/${policy === BOUND}`,
  )) {
    let open: PlannedCell[][] = [];
    const close = (): void => {
      if (open.length > 0) tasks.push(toTask(open));
      open = [];
    };
    for (const ofPolicy of grouped(group, ({ policy }) => policy)) {
      const runs = open.flat().filter(({ reference }) => !reference).length;
      if (runs >= ENOUGH || (open[0] && !sameCapacities(open[0], ofPolicy))) close();
      open.push(ofPolicy);
    }
    close();
  }
  if (workers > 1) tasks.push(...tasks.splice(-workers).flatMap(halvesOf));
  return tasks;
}

/** By capacity, so that either half has as many runs, whatever the policies. */
function halvesOf(task: Task): Task[] {
  if (task.policies.includes(BOUND)) return [task];
  const halves = task.capacities.length > 1 ? halvesByCapacity(task) : splitTask(task);
  return halves.length > 0 ? halves : [task];
}

/** The halves of a task: its policies, or the capacities of its only policy. Empty for one cell. */
export function splitTask(task: Task): Task[] {
  const { policies, capacities, cells } = task;
  if (policies.length > 1) {
    const first = new Set(policies.slice(0, policies.length >> 1));
    return halves(cells, ({ policy }) => first.has(policy));
  }
  return capacities.length > 1 ? halvesByCapacity(task) : [];
}

function halvesByCapacity({ capacities, cells }: Task): Task[] {
  const first = new Set(capacities.slice(0, capacities.length >> 1));
  return halves(cells, ({ capacity }) => first.has(capacity));
}

function halves(cells: readonly PlannedCell[], inFirst: (cell: PlannedCell) => boolean): Task[] {
  return [cells.filter(inFirst), cells.filter((cell) => !inFirst(cell))].map((half) =>
    toTask(grouped(half, ({ policy }) => policy)),
  );
}

function toTask(byPolicy: readonly (readonly PlannedCell[])[]): Task {
  const first = byPolicy[0]!;
  const { trace, scenario, seed } = first[0]!;
  return {
    trace,
    scenario,
    seed,
    policies: byPolicy.map((cells) => cells[0]!.policy),
    capacities: first.map(({ capacity }) => capacity),
    cells: byPolicy.flat(),
  };
}

function sameCapacities(a: readonly PlannedCell[], b: readonly PlannedCell[]): boolean {
  return a.length === b.length && a.every(({ capacity }, i) => capacity === b[i]!.capacity);
}

function grouped<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}
