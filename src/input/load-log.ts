/** From the arguments of `pullsim advise` to the requests of a log, and what else it tells. */

import { type Facts, factsOf } from "../advice/facts.ts";
import type { TraceSummary } from "../report/document.ts";
import type { Workload } from "../request.ts";
import { type LoadOptions, loadWorkload } from "./load-workload.ts";

export interface LoadedLog {
  readonly workload: Workload;
  readonly summary: TraceSummary;
  readonly facts: Facts;
}

/** Reads a log. @throws {TraceError} as loadWorkload. */
export async function loadLog(paths: string[], options: LoadOptions): Promise<LoadedLog> {
  const { workload, census, began } = await loadWorkload(paths, options);
  const { records } = census;
  const skipped = census.skipped as Record<string, number>;
  const facts = factsOf(workload, { records, skipped, began });
  const { name, requests, objects, footprintBytes } = facts;
  return {
    workload,
    summary: { name, records, requests, objects, footprintBytes, skipped },
    facts,
  };
}
