/**
 * A line of Docker Distribution's log, if it is that of a finished request: logfmt, JSON, or the form
 * that a terminal gets; bare, behind a prefix, or wrapped in the JSON of a log collector.
 */

import { clientAddress } from "./client-address.ts";
import { parseGoDuration } from "./go-duration.ts";
import { objectAt, wrappedLine } from "./json-line.ts";
import { detached } from "./lines.ts";
import { finer, isoTime, prefixTime } from "./log-time.ts";
import { lastLogfmtValue, logfmtValue } from "./logfmt.ts";
import { isDuration, problem } from "./record.ts";
import type { Untimed } from "./timeline.ts";

/** A finished request. */
export interface Finished {
  readonly record: Untimed;
  /** When the line was written, in milliseconds since 1970. */
  readonly time: number | undefined;
  /** What a terminal gets instead: seconds since the registry was started. */
  readonly elapsed: number | undefined;
  readonly id: string;
  /** Whether an error ended it, or a part of it: it may have several lines then. */
  readonly failed: boolean;
}

/** The message stands within so many characters: longer lines are not searched for it. */
const MAX_HEAD = 1000;
const FINISHED = "response completed";
const FAILED = "response completed with error";
const LOGFMT = /(?:time=(?:"([^"]*)"|(\S+)) )?level=[a-z]+ msg="([^"]*)"/;
const TERMINAL = /\b[A-Z]{4}\[(\d{4,})\] (response completed(?: with error)?) /;
/** A terminal's colours, which often lose their escape character on the way into a file. */
const COLOURS = /\p{Cc}?\[\d{1,2}m/gu;

/** The request, what is wrong with its line, or undefined where the line is of another kind. */
export function finishedRequest(line: string): Finished | string | undefined {
  if (!line.includes(FINISHED)) return undefined;
  const brace = line.indexOf("{");
  // In logfmt a brace stands in a value; in JSON nothing of the record stands before it.
  if (brace >= 0 && !/(?:level=[a-z]+ msg=|\[\d{4,}\] )/.test(line.slice(0, brace))) {
    return fromJson(line, brace);
  }
  const text = line.includes("[0m") ? line.replace(COLOURS, "") : line;
  const head = text.slice(0, MAX_HEAD);
  const logfmt = LOGFMT.exec(head);
  if (logfmt) return fromLogfmt(text, logfmt[3]!, logfmt[1] ?? logfmt[2], undefined);
  const terminal = TERMINAL.exec(head);
  return terminal
    ? fromLogfmt(text, terminal[2]!, undefined, Number(terminal[1]))
    : "neither logfmt nor JSON";
}

function fromLogfmt(
  line: string,
  message: string,
  time: string | undefined,
  elapsed: number | undefined,
): Finished | string | undefined {
  if (message !== FINISHED && message !== FAILED) return undefined;
  const record = checked(
    logfmtValue(line, "http.request.method"),
    logfmtValue(line, "http.request.uri"),
    lastLogfmtValue(line, "http.response.status"),
    lastLogfmtValue(line, "http.response.written"),
    lastLogfmtValue(line, "http.response.duration"),
    logfmtValue(line, "http.request.remoteaddr"),
    lastLogfmtValue(line, "instance.id"),
  );
  if (typeof record === "string") return record;
  const own = time === undefined ? undefined : isoTime(time);
  if (time !== undefined && own === undefined) return problem("time", time, "a time");
  const id = logfmtValue(line, "http.request.id") ?? "";
  return { record, time: finer(own, prefixTime(line)), elapsed, id, failed: message === FAILED };
}

function fromJson(line: string, brace: number): Finished | string | undefined {
  const json = objectAt(line, brace);
  if (!json) return "not the JSON of one request";
  const written = json.time ?? json["@timestamp"];
  const time = typeof written === "string" ? isoTime(written) : undefined;
  const message = json.msg ?? json.message;
  if (message !== FINISHED && message !== FAILED) {
    const wrapped = wrappedLine(json);
    const inner = wrapped === undefined ? undefined : finishedRequest(wrapped);
    return typeof inner === "object" ? { ...inner, time: finer(inner.time, time) } : inner;
  }
  const record = checked(
    json["http.request.method"],
    json["http.request.uri"],
    json["http.response.status"],
    json["http.response.written"],
    json["http.response.duration"],
    json["http.request.remoteaddr"],
    json["instance.id"],
  );
  if (typeof record === "string") return record;
  if (written !== undefined && time === undefined) return problem("time", written, "a time");
  const id = String(json["http.request.id"] ?? "");
  return { record, time, elapsed: undefined, id, failed: message === FAILED };
}

function checked(
  method: unknown,
  uri: unknown,
  status: unknown,
  written: unknown,
  duration: unknown,
  client: unknown,
  host: unknown,
): Untimed | string {
  if (typeof method !== "string") return problem("http.request.method", method, "a string");
  if (typeof uri !== "string") return problem("http.request.uri", uri, "a string");
  const code = count(status);
  if (code === undefined) return problem("http.response.status", status, "a whole number");
  const bytes = count(written);
  if (written !== undefined && bytes === undefined) {
    return problem("http.response.written", written, "a whole number of bytes");
  }
  const seconds = typeof duration === "string" ? parseGoDuration(duration) : undefined;
  if (seconds === undefined || !isDuration(seconds)) {
    return problem("http.response.duration", duration, "a duration such as 40.1ms");
  }
  return {
    duration: seconds,
    method: detached(method),
    uri: detached(uri),
    status: code,
    written: bytes,
    client: typeof client === "string" ? detached(clientAddress(client)) : "",
    // The registry process that answered; http.request.host is only what the client called it.
    host: typeof host === "string" ? detached(host) : "",
  };
}

function count(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : undefined;
}
