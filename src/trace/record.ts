/** Checks the fields of a record, wherever they were read. */

import type { RecordBatch, TraceRecord } from "./format.ts";

/** Years 1970 to 9999, in milliseconds. */
const LATEST = 253_402_300_800_000;
/** A year, in seconds: what took longer is no response. */
const LONGEST = 31_536_000;

/** Whether a response can have taken so many seconds. */
export function isDuration(seconds: number): boolean {
  return seconds >= 0 && seconds <= LONGEST;
}

/** A record, or what is wrong with the first field that does not fit. */
export function toRecord(
  timestamp: unknown,
  duration: unknown,
  method: unknown,
  uri: unknown,
  status: unknown,
  written: unknown,
  client: unknown,
  host: unknown,
): TraceRecord | string {
  if (typeof method !== "string") return problem("http.request.method", method, "a string");
  if (typeof uri !== "string") return problem("http.request.uri", uri, "a string");
  if (!isCount(status)) return problem("http.response.status", status, "a whole number");
  if (written !== undefined && written !== null && !isCount(written)) {
    return problem("http.response.written", written, "a whole number of bytes");
  }
  if (!(typeof duration === "number" && isDuration(duration))) {
    return problem("http.request.duration", duration, "seconds");
  }
  if (!isName(client)) return problem("http.request.remoteaddr", client, "a string");
  if (!isName(host)) return problem("host", host, "a string");
  const ended = typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
  if (!(ended >= 0 && ended < LATEST)) {
    return problem("timestamp", timestamp, "a time such as 2017-06-20T00:00:02.814Z");
  }
  return {
    timestamp: ended,
    duration,
    method,
    uri,
    status,
    written: written ?? undefined,
    client: client ?? "",
    host: host ?? "",
  };
}

/** A record of a batch. */
export function recordOf(batch: RecordBatch, i: number): TraceRecord {
  const { texts } = batch;
  const written = batch.written[i]!;
  return {
    timestamp: batch.timestamp[i]!,
    duration: batch.duration[i]!,
    method: texts.method[batch.method[i]!]!,
    uri: texts.uri(batch.uri[i]!),
    status: batch.status[i]!,
    written: Number.isNaN(written) ? undefined : written,
    client: texts.client[batch.client[i]!]!,
    host: texts.host[batch.host[i]!]!,
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isName(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}

/** What is wrong with a field, in a few words. */
export function problem(field: string, value: unknown, expected: string): string {
  if (value === undefined) return `"${field}" is missing`;
  const found = JSON.stringify(value) ?? String(value);
  const short = found.length > 40 ? `${found.slice(0, 40)}…` : found;
  return `"${field}" is ${short}, not ${expected}`;
}
