/** A fitted latency as a scenario file, to run with and to edit. */

import { Document, isScalar, visit } from "yaml";
import { UNLIMITED } from "../units.ts";
import type { HitCost, LatencyFit } from "./fit-latency.ts";
import type { LatencySpec } from "./latency.ts";

/** Significant digits in which a fit is written: more than any fit deserves. */
const DIGITS = 6;

/** A form of the fitted latency. */
export type FittedModel = "lognormal" | "empirical";

/**
 * Whose the fitted rate is: the object store's, which a hit is spared, or the clients' own, which it
 * is not. Recorded durations are end to end and cannot tell; the two bound what a cache saves.
 */
export type RateOf = "store" | "clients";

/** The text of a scenario in which a miss takes what the trace's responses took, end to end. */
export function fittedScenario(
  name: string,
  source: string,
  fit: LatencyFit,
  model: FittedModel,
  rateOf: RateOf,
): string {
  return rateOf === "store"
    ? storeBound(name, source, fit[model], fit.hit)
    : clientBound(name, source, fit.overheads[model], fit.hit, fit.bandwidth);
}

function storeBound(name: string, source: string, latency: LatencySpec, hit: HitCost): string {
  return `\
# ${name}: fitted to ${source}.
#
# A miss takes what the trace's responses took, their waiting included, so nothing else takes time; a
# hit costs what the registry's memory costs.

loadBalancer:
  servers: unlimited
  latency: 0 s

registry:
  servers: unlimited
  latency: 0 s
  # Assumed, not fitted: 1 to 5 ms to the first byte, then the payload of 1 GbE; or what the quickest
  # responses took, where that is less.
  memory: ${flow({ model: "affine", ...hit })}
  link: unlimited

objectStore:
  servers: unlimited
  # Seconds, bytes and bytes a second.
${block({ latency })}`;
}

function clientBound(
  name: string,
  source: string,
  latency: LatencySpec,
  hit: HitCost,
  clientRate: number,
): string {
  return `\
# ${name}: fitted to ${source}, the rate taken for the clients' own.
#
# A miss takes the fitted overhead and then goes to the client at the fitted rate; a hit is spared the
# overhead only.

loadBalancer:
  servers: unlimited
  latency: 0 s

registry:
  servers: unlimited
  latency: 0 s
  # Assumed, not fitted: 1 to 5 ms to the first byte; or what the quickest responses took, where that
  # is less.
  memory: ${flow(hit.base)}
  link: unlimited
  # Bytes a second of each transfer.
  clientRate: ${flow(clientRate)}
  relay: cut-through

objectStore:
  servers: unlimited
  # Seconds.
${block({ latency })}`;
}

/** On one line. */
function flow(value: unknown): string {
  const document = new Document(written(value), { flow: true });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

/** On lines of its own, indented. */
function block(value: unknown): string {
  const document = new Document(written(value));
  visit(document, {
    Seq(_key, sequence) {
      // A hundred quantiles a class: a few lines rather than a hundred.
      if (sequence.items.every(isScalar)) sequence.flow = true;
    },
  });
  return document.toString().replace(/^(?=.)/gm, "  ");
}

function written(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, of) => {
      if (typeof of !== "number") return of;
      return Number.isFinite(of) ? Number(of.toPrecision(DIGITS)) : UNLIMITED;
    }),
  );
}
