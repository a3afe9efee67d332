/** What access logs and tables call the fields of a request, and how to read them. */

import { clientAddress } from "./client-address.ts";
import { parseGoDuration } from "./go-duration.ts";
import { detached } from "./lines.ts";
import { isoTime, localTime, numericTime } from "./log-time.ts";
import { isDuration, problem } from "./record.ts";
import type { Untimed } from "./timeline.ts";

/** `request` is method and URI in one, as nginx's `$request` has them. */
export type Field =
  | "time"
  | "duration"
  | "method"
  | "uri"
  | "request"
  | "status"
  | "written"
  | "client"
  | "host";

/** The values of one request, as its line or row has them. */
export type Values = { -readonly [key in Field]?: unknown } & {
  /** Units of the duration to a second, where it is a bare number; 1 where absent. */
  unit?: number | undefined;
};

/** Names without case and punctuation, the best first. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  time: [
    "timestamp",
    "time",
    "msec",
    "timeiso8601",
    "timelocal",
    "accesstime",
    "startutc",
    "ts",
    "datetime",
    "date",
  ],
  duration: [
    "requesttime",
    "httprequestduration",
    "httpresponseduration",
    "duration",
    "durationms",
    "durationns",
    "latency",
    "latencyms",
    "upstreamresponsetime",
    "responsetime",
  ],
  method: ["requestmethod", "httprequestmethod", "method", "httpmethod"],
  uri: ["requesturi", "httprequesturi", "uri", "requestpath", "path", "url", "urlpath"],
  request: ["request"],
  status: [
    "status",
    "httpresponsestatus",
    "statuscode",
    "responsestatus",
    "downstreamstatus",
    "httpstatus",
    "code",
  ],
  written: [
    "bodybytessent",
    "httpresponsewritten",
    "writtenbytes",
    "written",
    "bodysize",
    "downstreamcontentsize",
    "bytessent",
    "responsesize",
    "size",
    "objectsize",
    "bytes",
  ],
  client: [
    "remoteaddr",
    "httprequestremoteaddr",
    "clientip",
    "remoteip",
    "clienthost",
    "client",
    "ip",
    "sourceip",
  ],
  host: ["upstreamaddr", "upstream", "instanceid", "hostname", "server", "host"],
};

/** Units to a second, by the name of the duration. */
const UNITS: Readonly<Record<string, number>> = {
  durationms: 1e3,
  latencyms: 1e3,
  durationns: 1e9,
};
/** Traefik's durations are in nanoseconds; its other names tell it. */
const TRAEFIK = "downstreamstatus";

/** Where each field stands among these names; what is called nothing like it is absent. */
export class FieldPlaces {
  readonly places: Partial<Record<Field, number>> = {};
  readonly unit: number;

  constructor(names: readonly string[]) {
    const plain = names.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
    for (const [field, known] of Object.entries(NAMES) as [Field, readonly string[]][]) {
      const name = known.find((candidate) => plain.includes(candidate));
      if (name !== undefined) this.places[field] = plain.indexOf(name);
    }
    const duration = plain[this.places.duration ?? -1] ?? "";
    this.unit = plain.includes(TRAEFIK) ? 1e9 : (UNITS[duration] ?? 1);
  }

  /** Whether a registry's requests can be told from what stands here. */
  get enough(): boolean {
    const { uri, request, status, written } = this.places;
    return (uri ?? request) !== undefined && (status ?? written) !== undefined;
  }

  /** The values of one row, by the names' places. */
  values(row: readonly unknown[]): Values {
    const values: Values = { unit: this.unit };
    for (const field in this.places) values[field as Field] = row[this.places[field as Field]!];
    return values;
  }
}

/** A request and when it ended, or what is wrong with the first field that does not fit. */
export function accessRecord(
  values: Values,
): { record: Untimed; time: number | undefined } | string {
  const request = /^(\S+) (\S+)/.exec(String(values.request ?? ""));
  const method = values.method ?? request?.[1] ?? (values.uri === undefined ? undefined : "GET");
  const uri = values.uri ?? request?.[2];
  if (typeof method !== "string") return problem("method", method, "a string");
  if (typeof uri !== "string") return problem("uri", uri, "a string");
  const status = values.status === undefined ? 200 : count(values.status);
  if (status === undefined) return problem("status", values.status, "a whole number");
  const written = isNone(values.written) ? undefined : count(values.written);
  if (written === undefined && !isNone(values.written)) {
    return problem("size", values.written, "a whole number of bytes");
  }
  const duration = seconds(values.duration, values.unit ?? 1);
  if (duration === undefined || !isDuration(duration)) {
    return problem("duration", values.duration, "seconds");
  }
  const time = timeOf(values.time);
  if (time === undefined && !isNone(values.time)) return problem("time", values.time, "a time");
  return {
    record: {
      duration,
      method: detached(method),
      uri: detached(uri),
      status,
      written,
      client: isNone(values.client) ? "" : detached(clientAddress(String(values.client))),
      host: isNone(values.host) ? "" : detached(String(values.host).split(/[,:] /).at(-1)!),
    },
    time,
  };
}

function isNone(value: unknown): boolean {
  // NaN is what pandas makes of a number that is missing.
  return (
    value === undefined || value === null || value === "" || value === "-" || Number.isNaN(value)
  );
}

function count(value: unknown): number | undefined {
  const number =
    typeof value === "number" ? value : Number(/^\d+(?:\.0+)?$/.exec(String(value))?.[0]);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** 0 where the log does not say; nginx writes a part for every server that it asked in turn. */
function seconds(value: unknown, unit: number): number | undefined {
  if (isNone(value)) return 0;
  if (typeof value === "number" || typeof value === "bigint") {
    return Number(value) / unit;
  }
  let sum = 0;
  for (const part of String(value).split(/[,:] ?/)) {
    const text = part.trim();
    const number = /^\d+(?:\.\d*)?$/.test(text) ? Number(text) / unit : parseGoDuration(text);
    if (number !== undefined) sum += number;
    else if (text !== "-") return undefined;
  }
  return sum;
}

function timeOf(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "number" || typeof value === "bigint") return numericTime(Number(value));
  if (typeof value !== "string") return undefined;
  return /^\d+(?:\.\d+)?$/.test(value)
    ? numericTime(Number(value))
    : (localTime(value) ?? isoTime(value));
}
