/** The kinds of record that a registry's log has, and what each looks like there. */

import type { SkipReason, Target } from "./select.ts";

export interface RecordKindDescription {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "PATCH";
  readonly target: Target;
  readonly status: number;
  /** Why it is no blob GET; undefined for one. */
  readonly skip: SkipReason | undefined;
}

const KINDS = {
  ping: { method: "GET", target: "ping", status: 200, skip: "ping" },
  manifest: { method: "GET", target: "manifest", status: 200, skip: "manifest" },
  blob: { method: "GET", target: "blob", status: 200, skip: undefined },
  head: { method: "HEAD", target: "blob", status: 200, skip: "head" },
  "upload-start": { method: "POST", target: "upload", status: 202, skip: "push" },
  "upload-mount": { method: "POST", target: "upload", status: 201, skip: "push" },
  "upload-redirect": { method: "POST", target: "upload", status: 301, skip: "push" },
  "upload-data": { method: "PATCH", target: "upload", status: 202, skip: "push" },
  "upload-end": { method: "PUT", target: "upload", status: 201, skip: "push" },
  "manifest-push": { method: "PUT", target: "manifest", status: 201, skip: "push" },
} as const satisfies Record<string, RecordKindDescription>;

export type RecordKind = keyof typeof KINDS;

/** What a kind of record looks like in a log. */
export function describe(kind: RecordKind): RecordKindDescription {
  return KINDS[kind];
}
