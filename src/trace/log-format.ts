/** Access logs in a format of one's own: nginx's `log_format` string is the description of a line. */

import { UsageError } from "../errors.ts";
import type { Field, Values } from "./access-fields.ts";
import { unescaped } from "./access-line.ts";
import type { TraceFormat } from "./format.ts";
import { AccessReader, type LineValues } from "./nginx.ts";

/** What the variables of nginx say of a request; of several for one field, the first in this order. */
const VARIABLES: Readonly<Record<string, Field>> = {
  msec: "time",
  time_iso8601: "time",
  time_local: "time",
  request_time: "duration",
  upstream_response_time: "duration",
  request_method: "method",
  request_uri: "uri",
  uri: "uri",
  request: "request",
  status: "status",
  body_bytes_sent: "written",
  bytes_sent: "written",
  remote_addr: "client",
  realip_remote_addr: "client",
  http_x_real_ip: "client",
  http_x_forwarded_for: "client",
  upstream_addr: "host",
  hostname: "host",
  server_addr: "host",
};
const VARIABLE = /\$(?:\{(\w+)\}|(\w+))/g;
/** Longer lines are no access lines: it bounds how long one can be looked at. */
const MAX_LINE = 16 * 1024;
/** What Docker, Kubernetes, Compose, kubectl and syslog put before a line. */
const PREFIX =
  /^(?:\d{4}-\S+ (?:std(?:out|err) [FP] )?|[\w.-]+ +\| |\[\S+\] |(?:<\d+>)?[A-Z][a-z]{2} {1,2}\d{1,2} [\d:]{8} \S+ \S+: )/;

/**
 * The format of lines that nginx writes by this `log_format` string.
 * @throws {UsageError} `LOG_FORMAT` when a request cannot be read from such lines.
 */
export function logFormat(description: string): TraceFormat {
  const { pattern, names } = compile(description);
  const wanted = new Set(names.map((name) => VARIABLES[name]));
  const missing = [
    wanted.has("uri") || wanted.has("request") ? "" : "$request or $request_uri",
    wanted.has("request") || wanted.has("method") ? "" : "$request or $request_method",
    wanted.has("status") ? "" : "$status",
    wanted.has("written") ? "" : "$body_bytes_sent",
  ].filter((variable) => variable !== "");
  if (missing.length > 0) {
    throw new UsageError("LOG_FORMAT", `--log-format has no ${missing[0]}: '${description}'`);
  }
  const order = Object.keys(VARIABLES).filter((name) => names.includes(name));
  const places = order.map((name) => [VARIABLES[name]!, names.indexOf(name) + 1] as const);
  const find: LineValues = (line) => {
    if (line.length > MAX_LINE) return "a line longer than 16 KiB";
    const text = line.trimEnd();
    const prefix = PREFIX.exec(text)?.[0].length ?? 0;
    const found = (prefix > 0 && pattern.exec(text.slice(prefix))) || pattern.exec(text);
    if (!found) return "a line that is not in this log format";
    const values: Values = {};
    for (const [field, group] of places) {
      const value = found[group]!;
      if (values[field] === undefined && value !== "-" && value !== "") {
        values[field] = unescaped(value);
      }
    }
    return values;
  };
  return {
    name: "nginx",
    summary: "access log of nginx in a format of one's own",
    example: "",
    matches: () => false,
    reader: (sink) => new AccessReader(sink, find),
  };
}

/** A pattern of the whole line with a group for each variable. */
function compile(text: string): { pattern: RegExp; names: readonly string[] } {
  const names: string[] = [];
  let source = "^";
  let end = 0;
  for (const variable of text.matchAll(VARIABLE)) {
    const name = variable[1] ?? variable[2]!;
    const literal = text.slice(end, variable.index);
    end = variable.index + variable[0].length;
    const next = text.slice(end, end + 1);
    source += `${escaped(literal)}(${charactersOf(name, next, text.slice(end))})`;
    names.push(name);
  }
  source += `${escaped(text.slice(end).trimEnd())}$`;
  return { pattern: new RegExp(source), names };
}

/** What a variable's value may be made of, given what comes after it. */
function charactersOf(name: string, next: string, rest: string): string {
  if (name.startsWith("upstream_") && next === " ") return "[^\\s,]+(?:(?:,| :) [^\\s,]+)*";
  if (name === "is_args") return "\\??";
  if (next === '"') return '(?:[^"\\\\]|\\\\.)*';
  if (next !== "$") return next === "" ? ".*?" : `[^${escaped(next)}]*`;
  // Only these tell by themselves where they begin.
  const follower = /^\$\{?(\w+)/.exec(rest)?.[1] ?? "";
  if (follower === "request_uri" || follower === "uri") return "[^/]*";
  if (follower === "is_args") return "[^?\\s]*";
  throw new UsageError(
    "LOG_FORMAT",
    `--log-format: nothing stands between $${name} and $${follower}, so that they cannot be told apart`,
  );
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
