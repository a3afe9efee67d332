/** The grid of a sweep: which cells there are, and what determines the numbers of each. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { BOUND, whyUnbounded } from "../bounds.ts";
import type { WarmUp } from "../input/warm-up.ts";
import type { PolicySpec } from "../policy/catalog.ts";
import { none } from "../policy/none.ts";
import type { Fidelity } from "../replication.ts";
import type { Scenario } from "../scenario.ts";
import { type Bytes, formatBytes, type Ratio } from "../units.ts";
import { VERSION } from "../version.ts";
import type { Objects } from "../workload/select.ts";
import type { Slice } from "../workload/slice.ts";
import type { TraceInput } from "./trace-input.ts";

/** The axes of a sweep, and what all its cells have in common. */
export interface Grid extends Slice {
  readonly traces: readonly TraceInput[];
  readonly scenarios: readonly Scenario[];
  readonly policies: readonly PolicySpec[];
  /** Whether there is a bound beside the policies, as far as it is proven. */
  readonly bounds: boolean;
  readonly capacities: readonly Bytes[];
  readonly seeds: readonly number[];
  readonly fidelity: Fidelity;
  readonly warmUp: WarmUp;
  readonly objects: Objects;
  readonly format?: string | undefined;
  readonly limit?: number | undefined;
  /** Share of the objects that are replayed, where not all are. */
  readonly sample?: Ratio | undefined;
}

/** Everything that determines the numbers of a cell. Two cells with equal identities are the same. */
export interface CellIdentity {
  readonly version: string;
  /** Digest of the simulator's own code, so that a changed simulator is not mistaken for itself. */
  readonly code: string;
  /** Digest of the trace's bytes, or what a generated workload is made from. */
  readonly trace: string;
  readonly format: string | null;
  readonly objects: string;
  readonly limit: number | null;
  /** Share of the objects that are replayed. */
  readonly sample: Ratio;
  /** The whole scenario, in base units. */
  readonly scenario: object;
  /** Name and parameters, in base units. */
  readonly policy: object;
  readonly capacityBytes: Bytes;
  readonly seed: number;
  readonly fidelity: string;
  readonly warmUp: Grid["warmUp"];
}

/** A cell of the grid: a place on each axis, and the key under which its result is kept. */
export interface PlannedCell {
  readonly trace: number;
  readonly scenario: number;
  readonly seed: number;
  /** As the user wrote it, or {@link BOUND}. */
  readonly policy: string;
  readonly capacity: Bytes;
  /** True where the cell is the reference itself, which every task runs anyway. */
  readonly reference: boolean;
  readonly key: string;
  readonly identity: CellIdentity;
}

/** All cells, in order of trace, seed, scenario, policy and capacity. `code` as of codeDigest. */
export function plan(grid: Grid, code: string): PlannedCell[] {
  const { fidelity, warmUp, objects } = grid;
  const format = grid.format ?? null;
  const limit = grid.limit ?? null;
  const sample = grid.sample ?? 1;
  const common = { version: VERSION, code, fidelity, warmUp, format, objects, limit, sample };
  const policies = grid.policies.map(({ text, definition, parameters }) => ({
    text,
    identity: { text, name: definition.name, parameters, ...ownCode(text) },
    unbounded: definition.unbounded,
    reference: definition === none,
  }));
  const bound = { text: BOUND, identity: { name: BOUND }, unbounded: false, reference: false };
  return grid.traces.flatMap((input, trace) =>
    grid.seeds.flatMap((seed) =>
      grid.scenarios.flatMap((model, scenario) =>
        (isBounded(grid, model) ? [...policies, bound] : policies).flatMap((policy) =>
          grid.capacities.map((capacity) => {
            const identity: CellIdentity = {
              ...common,
              trace: input.identity,
              scenario: model,
              policy: policy.identity,
              // Whatever the capacity, it has none: one cell, which stands at all of them.
              capacityBytes: policy.unbounded ? Number.POSITIVE_INFINITY : capacity,
              seed,
            };
            const place = { trace, scenario, seed, policy: policy.text, capacity };
            return { ...place, reference: policy.reference, key: cellKey(identity), identity };
          }),
        ),
      ),
    ),
  );
}

/** Each cell once: one without a capacity, such as that of an unbounded cache, stands at all of them. */
export function distinct(cells: readonly PlannedCell[]): PlannedCell[] {
  return [...new Map(cells.map((cell) => [cell.key, cell])).values()];
}

/** A cell in words. */
export function describeCell({ traces, scenarios }: Grid, cell: PlannedCell): string {
  const { name } = traces[cell.trace]!;
  const scenario = scenarios[cell.scenario]!.name;
  return `${name}, ${scenario}, ${cell.policy}, ${formatBytes(cell.capacity)}, seed ${cell.seed}`;
}

/** Whether the cells of a scenario have a bound beside them. */
function isBounded(grid: Grid, scenario: Scenario): boolean {
  return grid.bounds && whyUnbounded(scenario, grid) === undefined;
}

/** The digest of a policy of the user's own: its file may change under the same name. */
function ownCode(text: string): { file?: string } {
  const name = text.split("+").at(-1)!.split(":", 1)[0]!;
  if (!/[/\\]|\.m?js$/.test(name)) return {};
  return { file: createHash("sha256").update(readFileSync(name)).digest("hex") };
}

/** The key of a cell: 32 hexadecimal digits that depend on every field of its identity. */
export function cellKey(identity: CellIdentity): string {
  const text = JSON.stringify(identity, (_, value: unknown) =>
    value === Number.POSITIVE_INFINITY ? "unlimited" : value,
  );
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
