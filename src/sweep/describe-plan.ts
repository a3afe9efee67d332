/** What a sweep would take: time and memory, from a short replay on this machine. */

import { BOUND } from "../bounds.ts";
import { isConverted } from "../input/load-converted.ts";
import { loadWorkload } from "../input/load-workload.ts";
import { plural } from "../report/quantity-words.ts";
import { simulate } from "../simulate.ts";
import { openTrace } from "../trace/open.ts";
import { readTrace, type TraceSource } from "../trace/read-trace.ts";
import { type Bytes, formatBytes, type Seconds } from "../units.ts";
import { WorkloadBuilder } from "../workload/workload-builder.ts";
import type { Grid, PlannedCell } from "./grid.ts";
import type { Task } from "./tasks.ts";
import type { TraceInput } from "./trace-input.ts";

/** As much of a trace is read, uncompressed, and as many of its requests are replayed. */
const SAMPLE_BYTES: Bytes = 32e6;
const SAMPLE_REQUESTS = 50_000;
/** Columns of the requests, and the reference run's latency of each. */
const BYTES_A_REQUEST: Bytes = 32;
const BYTES_A_REFERENCE: Bytes = 8;
/** Latencies, moments, worth and order of the possible hits, and the sorting of them. */
const BYTES_A_BOUND: Bytes = 80;

/** The plan in words: what there is to do, and what it would take. */
export async function describePlan(
  grid: Grid,
  cells: readonly PlannedCell[],
  tasks: readonly Task[],
  workers: number,
  memory: Bytes,
): Promise<string> {
  const axes = [
    [grid.traces.length, "trace"],
    [grid.scenarios.length, "scenario"],
    [grid.policies.length, "policy"],
    [grid.capacities.length, "capacity"],
    [grid.seeds.length, "seed"],
  ] as const;
  const toDo = tasks.reduce((sum, task) => sum + task.cells.length, 0);
  const lines = [
    `${axes.map(([n, noun]) => plural(n, noun)).join(" × ")}, ${plural(cells.length, "distinct cell")}`,
    `${toDo} of ${plural(cells.length, "cell")} to do, in ${plural(tasks.length, "task")} on ${plural(workers, "worker")}; ${cells.length - toDo} are kept`,
  ];
  if (toDo > 0) {
    const { seconds, bytes, trace } = await estimate(grid, tasks, workers, memory);
    lines.push(
      `about ${formatDuration(seconds)} and up to ${formatBytes(bytes)} of memory, going by the first requests of ${trace}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

async function estimate(
  grid: Grid,
  tasks: readonly Task[],
  workers: number,
  memory: Bytes,
): Promise<{ seconds: Seconds; bytes: Bytes; trace: string }> {
  const first = grid.traces[tasks[0]!.trace]!;
  const { workload, share } = await sample(first, grid);
  const { count } = workload.requests;
  const asked = new Set(tasks.flatMap((task) => task.policies));
  const policies = grid.policies.filter(({ text }) => asked.has(text));
  const capacity = grid.capacities[grid.capacities.length >> 1]!;
  const before = process.memoryUsage().arrayBuffers;
  const started = performance.now();
  simulate(workload, grid.scenarios[tasks[0]!.scenario]!, {
    fidelity: grid.fidelity,
    policies,
    capacities: [capacity],
    seed: tasks[0]!.seed,
  });
  const runs = policies.length + 1;
  const perRequest = (performance.now() - started) / 1000 / (count * runs);
  const perObject =
    Math.max(0, process.memoryUsage().arrayBuffers - before) / (workload.sizes.length * runs);

  const scaleOf = (trace: number): number => grid.traces[trace]!.expected / first.expected / share;
  let seconds = 0;
  let bytes = 0;
  for (const { trace, policies, cells } of tasks) {
    const requests = count * scaleOf(trace);
    const objects = workload.sizes.length * scaleOf(trace);
    // A sample is replayed once as a whole, and once more in groups.
    const replayed = grid.sample === undefined ? requests : 2 * grid.sample * requests;
    seconds += perRequest * replayed * (1 + cells.length);
    const task = policies.includes(BOUND)
      ? BYTES_A_BOUND * requests
      : BYTES_A_REFERENCE * requests + perObject * objects * (1 + cells.length);
    const columns = Math.min(memory, BYTES_A_REQUEST * requests);
    bytes = Math.max(bytes, columns + workers * task);
  }
  return { seconds: seconds / workers, bytes, trace: first.name };
}

/** The first requests of a trace, and which share of the trace they are. */
async function sample({ path, expected, generated }: TraceInput, grid: Grid) {
  if (generated) {
    const slice = { requests: Math.min(SAMPLE_REQUESTS, Math.floor(expected)) };
    const { workload } = await loadWorkload([path], { objects: grid.objects, ...slice });
    return { workload, share: workload.requests.count / expected };
  }
  if (isConverted(path)) {
    const { objects } = grid;
    const { workload } = await loadWorkload([path], { objects, limit: SAMPLE_REQUESTS });
    return { workload, share: workload.requests.count / expected };
  }
  const builder = new WorkloadBuilder(grid.objects);
  let read = 0;
  const { sources, bytes, name } = openTrace([path], (chunk) => {
    read += chunk;
  });
  let left = SAMPLE_BYTES;
  const short = sources.map(
    (source): TraceSource => ({
      ...source,
      async *chunks(warn) {
        for await (const chunk of source.chunks(warn)) {
          yield chunk;
          left -= chunk.length;
          if (left < 0) return;
        }
      },
    }),
  );
  for (const source of short) if (left > 0) await readTrace([source], builder);
  const { workload, census } = builder.build(name, SAMPLE_REQUESTS);
  const replayed = workload.requests.count;
  const found = replayed + (census.skipped["over-limit"] ?? 0);
  return { workload, share: (Math.min(1, read / bytes) * replayed) / found };
}

function formatDuration(seconds: Seconds): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  if (seconds < 6000) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
