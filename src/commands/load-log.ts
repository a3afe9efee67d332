/** From the arguments of `pullsim advise` to the requests of a log, and what else it tells. */

import { type Facts, factsOf } from "../advice/facts.ts";
import { LogCounter } from "../advice/log-counter.ts";
import { TraceError } from "../errors.ts";
import type { TraceSummary } from "../report/document.ts";
import { footprint, type Workload } from "../request.ts";
import { type Loaded, type LoadOptions, loadWorkload } from "./load-workload.ts";

export interface LoadedLog {
  readonly workload: Workload;
  readonly summary: TraceSummary;
  readonly facts: Facts;
}

/**
 * Reads a log.
 * @throws {TraceError} `REDIRECTS` when all that it has was sent on to the store, and as loadWorkload.
 */
export async function loadLog(paths: string[], options: LoadOptions): Promise<LoadedLog> {
  const counter = new LogCounter();
  let loaded: Loaded;
  try {
    loaded = await loadWorkload(paths, { ...options, beside: counter });
  } catch (error) {
    const { code, message } = error as TraceError;
    if (code !== "NO_REQUESTS" || counter.redirects === 0) throw error;
    throw new TraceError(
      "REDIRECTS",
      `${message}. ${counter.redirects} GETs were redirected to the object store: disable redirects (storage: redirect: disable: true), or give the store's own log`,
    );
  }
  const { workload, census } = loaded;
  const { records } = census;
  const skipped = census.skipped as Record<string, number>;
  const dated = counter.last > 0;
  return {
    workload,
    summary: {
      ...{ name: workload.name, records, skipped },
      requests: workload.requests.count,
      objects: workload.sizes.length,
      footprintBytes: footprint(workload),
    },
    facts: factsOf(workload, {
      ...{ records, skipped, redirects: counter.redirects },
      from: dated ? new Date(counter.first).toISOString() : "",
      to: dated ? new Date(counter.last).toISOString() : "",
    }),
  };
}
