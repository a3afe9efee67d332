/** A fitted latency as a scenario file, to run with and to edit. */

import { Document, isScalar, visit } from "yaml";
import { UNLIMITED } from "../units.ts";
import type { LatencySpec } from "./latency.ts";

/** Significant digits in which a fit is written: more than any fit deserves. */
const DIGITS = 6;

/** The text of a scenario in which the store takes what the trace's responses took, end to end. */
export function fittedScenario(name: string, source: string, latency: LatencySpec): string {
  const fitted = new Document({ latency: written(latency) });
  visit(fitted, {
    Seq(_key, sequence) {
      // A hundred quantiles a class: a few lines rather than a hundred.
      if (sequence.items.every(isScalar)) sequence.flow = true;
    },
  });
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
  # Assumed, not fitted: 1 to 5 ms to the first byte, then the payload of 1 GbE.
  memory: { model: affine, base: 3 ms, bandwidth: 117 MB/s }
  link: unlimited

objectStore:
  servers: unlimited
  # Seconds, bytes and bytes a second.
${fitted.toString().replace(/^(?=.)/gm, "  ")}`;
}

function written(latency: LatencySpec): unknown {
  return JSON.parse(
    JSON.stringify(latency, (_key, value) => {
      if (typeof value !== "number") return value;
      return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : UNLIMITED;
    }),
  );
}
