/**
 * Records as Docker Distribution 2.8 logs them: an access line in Apache's form and a line in logfmt
 * for each request. Names that the archive has hashed are made to look like those of a registry.
 */

import type { Seconds } from "../units.ts";
import type { ArchiveRecord, TraceForm } from "./trace-forms.ts";

const REGISTRY = "registry.example:5000";

export const distribution: TraceForm = {
  name: "distribution",
  suffixes: [".log"],
  head: "",
  between: "\n",
  tail: "\n",
  record(of) {
    const client = address(of.client);
    const uri = uriOf(of);
    // The registry counts what it sends, and it sends a body only in answer to a GET.
    const written = of.method === "GET" ? (of.written ?? 0) : 0;
    const access = `${client} - - [${localTime(of.timestamp)}] "${of.method} ${uri} HTTP/1.1" ${of.status} ${written} "" "${of.userAgent}"`;
    const fields = Object.entries({
      "go.version": "go1.16.15",
      "http.request.host": REGISTRY,
      "http.request.id": `00000000-0000-4000-8000-00${of.id}`,
      "http.request.method": of.method,
      "http.request.remoteaddr": `[${client}]:${PORT}`,
      "http.request.uri": uri,
      "http.request.useragent": of.userAgent,
      "http.response.duration": goDuration(of.duration),
      "http.response.status": String(of.status),
      "http.response.written": String(written),
      "instance.id": `${of.host}-0000-4000-8000-000000000000`,
    }).map(([key, value]) => `${key}=${quoted(value)}`);
    return `${access}\ntime="${trimmed(of.timestamp)}" level=info msg="response completed" ${fields.join(" ")}`;
  },
};

/** Connections have others; the client is told by its address. */
const PORT = 40_000;

/** An address of the range that is set aside for examples: one for each eight digits. */
function address(client: string): string {
  const half = (digits: string): string => Number.parseInt(digits, 16).toString(16);
  return `2001:db8::${half(client.slice(0, 4))}:${half(client.slice(4))}`;
}

/** With a leading slash, and digests of their true length. */
function uriOf({ uri }: ArchiveRecord): string {
  if (uri === "v2") return "/v2/";
  return `/${uri.replace(/\/blobs\/([0-9a-f]{8})$/, (_, hash: string) => `/blobs/sha256:${hash.repeat(8)}`)}`;
}

/** `25/Nov/2026:22:36:31 +0000`. */
function localTime(iso: string): string {
  const [, date, month, year, time] = /^\w+, (\d\d) (\w+) (\d+) ([\d:]+)/.exec(
    new Date(iso).toUTCString(),
  )!;
  return `${date}/${month}/${year}:${time} +0000`;
}

/** Go leaves out the zeros at the end of a fraction. */
function trimmed(iso: string): string {
  return iso.replace(/\.?0*Z$/, "Z");
}

/** `1m51.900179248s`, `40.123508ms`, `970.704µs`. */
function goDuration(seconds: Seconds): string {
  const nanoseconds = Math.round(seconds * 1e9);
  if (nanoseconds < 1e3) return nanoseconds === 0 ? "0s" : `${nanoseconds}ns`;
  if (nanoseconds < 1e6) return `${nanoseconds / 1e3}µs`;
  if (nanoseconds < 1e9) return `${nanoseconds / 1e6}ms`;
  const minutes = Math.floor(nanoseconds / 60e9);
  const rest = `${(nanoseconds % 60e9) / 1e9}s`;
  if (minutes === 0) return rest;
  return minutes < 60
    ? `${minutes}m${rest}`
    : `${Math.floor(minutes / 60)}h${minutes % 60}m${rest}`;
}

/** In quotes wherever there is more than letters, digits and a few signs, as logrus has it. */
function quoted(value: string): string {
  return /^[\w\-./@^+]*$/.test(value) ? value : `"${value.replaceAll("\\", "\\\\")}"`;
}
