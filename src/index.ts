/**
 * pullsim as a library. The two calls that a program needs, and the catalog of policies:
 *
 *     import { policies, readTrace, simulate } from "pullsim";
 *
 *     const trace = await readTrace("dal09/");
 *     const simulation = simulate(trace, { policies: ["none", "lru"], capacities: ["1 GB", "4 GB"] });
 *     for await (const { done, total } of simulation) console.error(done / total);
 *     const { cells } = await simulation.result;
 *
 * What they are made of stands below, for whoever wants a part of it.
 */

// A trace in, savings out.

export { type ReadTraceOptions, readTrace, type Trace } from "./library/read-trace.ts";
export { type Simulation, type SimulationOptions, simulate } from "./library/simulation.ts";
export type { Cell } from "./metrics/cell.ts";
export type { ResultDocument, TraceSummary } from "./report/document.ts";

// What may keep, and what may be measured against.

export {
  ADMISSIONS as admissions,
  POLICIES as policies,
  type PolicySpec,
  PREFETCHERS as prefetchers,
  parsePolicy,
} from "./policy/catalog.ts";

// A policy of one's own, and what the others are made of.

export { ObjectHeap } from "./policy/object-heap.ts";
export type { OwnPolicy } from "./policy/own-policy.ts";
export {
  definePolicy,
  type Need,
  type Policy,
  type PolicyDefinition,
  type PolicyParameter,
  type PolicySetting,
  type RemovalReason,
} from "./policy/policy.ts";
export { RecencyList, RecencyLists } from "./policy/recency-list.ts";

// Scenarios, and registries to generate.

export { PROFILES as profiles } from "./profiles/catalog.ts";
export { parseScenario, preset, type Scenario } from "./scenario.ts";
export { type GenerateOptions, generateWorkload } from "./workload/generated-workload.ts";
export { type Profile, parseProfile, profileText } from "./workload/profile.ts";
export type { Slice } from "./workload/slice.ts";

// The parts: what reads, converts, replays and looks into a trace.

export { boundCells } from "./bounds.ts";
export { convertTrace } from "./input/convert-trace.ts";
export { loadRequests } from "./input/load-workload.ts";
export { compare } from "./inspect/compare.ts";
export { inspectProfile } from "./inspect/inspect-profile.ts";
export { TraceInspector } from "./inspect/inspect-trace.ts";
export type { Comparison, Inspection } from "./inspect/inspection.ts";
export { Inspector } from "./inspect/inspector.ts";
export {
  type SimulateOptions,
  simulate as simulateWorkload,
  simulateInSteps,
} from "./simulate.ts";
export type { Progress, Steps } from "./steps.ts";
export { FORMATS as formats, formatNamed, recognise } from "./trace/catalog.ts";
export type {
  AnyFormat,
  TableFormat,
  TraceFormat,
  TraceReader,
  TraceRecord,
  TraceSink,
} from "./trace/format.ts";
export { openTrace } from "./trace/open.ts";
export {
  type ReadOptions,
  readTrace as readSources,
  type TraceSource,
} from "./trace/read-trace.ts";
export type { Census } from "./workload/census.ts";
export { WorkloadBuilder } from "./workload/workload-builder.ts";

// Nouns, quantities, random numbers and errors.

export { ProfileError, PullsimError, ScenarioError, TraceError, UsageError } from "./errors.ts";
export { type Stream, stream } from "./random/stream.ts";
export type { Fidelity } from "./replication.ts";
export { footprint, type ObjectId, type Requests, type Workload } from "./request.ts";
export {
  type Bytes,
  type BytesPerSecond,
  type Dimension,
  parseBytes,
  type Ratio,
  type Seconds,
} from "./units.ts";

// Types that the above are made of.

export type { BoundOptions } from "./bounds.ts";
export type { Discipline } from "./engine/station.ts";
export type { Conversion, ConvertOptions } from "./input/convert-trace.ts";
export type { ReadOptions as GatherOptions } from "./input/gather-trace.ts";
export type { BoundedOptions, Loaded, LoadOptions } from "./input/load-workload.ts";
export type { ProgressReport, Reporter } from "./input/reporter.ts";
export type { DurationClass, Durations } from "./inspect/durations.ts";
export type { Growth } from "./inspect/growth.ts";
export type { GrowthPoint, SizeSummary, SizeTail } from "./inspect/inspection.ts";
export type { Popularity } from "./inspect/popularity.ts";
export type { Sessions } from "./inspect/sessions.ts";
export type { PartWorth, Worth } from "./metrics/ablation.ts";
export type { StationSummary } from "./metrics/cell.ts";
export type { Admission, AdmissionDefinition } from "./policy/admission.ts";
export type { Cache } from "./policy/cache.ts";
export type { Future } from "./policy/future.ts";
export type { Images } from "./policy/images.ts";
export type { Dedup } from "./policy/neighbour.ts";
export type { ChoiceParameter, QuantityParameter, Values } from "./policy/policy.ts";
export type {
  Prefetcher,
  PrefetcherDefinition,
  PrefetchSetting,
  Want,
} from "./policy/prefetcher.ts";
export type { ManifestGets } from "./request.ts";
export type { AnyWorkload, StreamedRequests, StreamedWorkload } from "./streamed-workload.ts";
export type { Formula, Operation } from "./topology/formula.ts";
export type { LatencySpec, SizeClass } from "./topology/latency.ts";
export type { Pick, Relay, StationSpec } from "./topology/topology.ts";
export type {
  BatchTexts,
  Damage,
  Ignored,
  PartEnd,
  PartReader,
  Parts,
  Position,
  RandomAccess,
  RecordBatch,
} from "./trace/format.ts";
export type { OpenTrace, TraceFile } from "./trace/open.ts";
export type { RecordSink, Space } from "./trace/read-trace.ts";
export type { Skip } from "./workload/census.ts";
export type { Gathered, Stretch } from "./workload/gathered.ts";
export type { NameTables } from "./workload/merge-gathered.ts";
export type { NameTable } from "./workload/name-table.ts";
export type { RequestMix } from "./workload/request-mix.ts";
export type { ResponseColumns, Responses } from "./workload/response-columns.ts";
export type { ResponsePieces } from "./workload/response-file.ts";
export type { ResponseStore } from "./workload/response-store.ts";
export type { Objects, SkipReason, Target } from "./workload/select.ts";
export type { Built } from "./workload/workload-builder.ts";
