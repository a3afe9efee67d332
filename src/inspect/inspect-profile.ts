/** From a profile's generated records to an inspector, without a trace between them. */

import type { Bytes, Seconds } from "../units.ts";
import { generate } from "../workload/generated-workload.ts";
import type { Profile } from "../workload/profile.ts";
import { describe, type RecordKind } from "../workload/record-kinds.ts";
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
    record(
      kind: RecordKind,
      ended: number,
      duration: Seconds,
      client: number,
      repository: number,
      host: number,
      object: number,
      size: Bytes,
    ) {
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
