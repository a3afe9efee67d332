/**
 * pullsim as a library:
 *
 *     const builder = new WorkloadBuilder();
 *     await readTrace(openTrace(["dal09/"]).sources, builder);
 *     const { workload } = builder.build("dal09");
 *     const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));
 *     const policies = [await parsePolicy("lru")];
 *     const cells = simulate(workload, scenario, { policies, capacities: [1e9], fidelity: "full", seed: 1 });
 */

// A trace by the names of its files, converted or not; and its conversion.
export { convertTrace } from "./commands/convert-trace.ts";
export { loadWorkload } from "./commands/load-workload.ts";
export { ProfileError, PullsimError, ScenarioError, TraceError, UsageError } from "./errors.ts";
// What is in a trace.
export { compare } from "./inspect/compare.ts";
export { inspectProfile } from "./inspect/inspect-profile.ts";
export { TraceInspector } from "./inspect/inspect-trace.ts";
export type { Comparison, Inspection } from "./inspect/inspection.ts";
export { Inspector } from "./inspect/inspector.ts";
export type { Cell } from "./metrics/cell.ts";
// How.
export {
  ADMISSIONS,
  POLICIES,
  type PolicySpec,
  PREFETCHERS,
  parsePolicy,
} from "./policy/catalog.ts";
export { ObjectHeap } from "./policy/object-heap.ts";
export {
  definePolicy,
  type Policy,
  type PolicyDefinition,
  type PolicyParameter,
  type PolicySetting,
} from "./policy/policy.ts";
export { RecencyList, RecencyLists } from "./policy/recency-list.ts";
export { PROFILES } from "./profiles/catalog.ts";
// Random numbers, quantities and errors.
export { type Stream, stream } from "./random/stream.ts";
// What is replayed.
export type { Fidelity } from "./replication.ts";
export { footprint, type ObjectId, type Requests, type Workload } from "./request.ts";
export { parseScenario, preset, type Scenario } from "./scenario.ts";
export { type SimulateOptions, simulate } from "./simulate.ts";
// A trace in.
export { FORMATS, formatNamed, recognise } from "./trace/catalog.ts";
export type {
  AnyFormat,
  TableFormat,
  TraceFormat,
  TraceReader,
  TraceRecord,
  TraceSink,
} from "./trace/format.ts";
export { openTrace } from "./trace/open.ts";
export { type ReadOptions, readTrace, type TraceSource } from "./trace/read-trace.ts";
export { parseBytes } from "./units.ts";
export { type GenerateOptions, generateWorkload } from "./workload/generated-workload.ts";
export { type Profile, parseProfile, profileText } from "./workload/profile.ts";
export type { Slice } from "./workload/slice.ts";
export { type Census, WorkloadBuilder } from "./workload/workload-builder.ts";
