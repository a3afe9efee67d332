/** From a profile's generated records to an inspector, without a trace between them. */

import { generate } from "../workload/generated-workload.ts";
import type { Profile } from "../workload/profile.ts";
import { describe } from "../workload/record-kinds.ts";
import type { GeneratedRecords } from "../workload/sessions.ts";
import { arrivalOf, type Slice, spanOf } from "../workload/slice.ts";
import type { Inspector } from "./inspector.ts";

/** Makes a profile's records, or a slice of them, and tells the inspector of each. */
export function inspectProfile(
  profile: Profile,
  seed: number,
  slice: Slice,
  inspector: Inspector,
  progress?: (hour: number, hours: number) => void,
): void {
  const start = Date.parse(profile.start);
  const span = spanOf(profile, seed, slice);
  const sink: GeneratedRecords = {
    record(kind, ended, duration, client, repository, host, object, size) {
      const arrival = arrivalOf(ended, duration);
      if (arrival < span.from || arrival >= span.until) return;
      const { method, target, status, skip } = describe(kind);
      inspector.record(method, target, status);
      if (skip) inspector.skip(skip);
      if (kind !== "blob" && kind !== "manifest") return;
      const blob = kind === "blob";
      inspector.request(blob, start + ended, duration, object, client, repository, host, size);
    },
  };
  generate(profile, seed, span, sink, progress);
}
