/**
 * Access logs of nginx and of what logs like it: the combined form, Harbor's, Envoy's, JSON with a field a
 * variable, or whatever `log_format` says. docs/formats.md tells what each can say of a request.
 */

import { accessRecord, FieldPlaces, type Values } from "./access-fields.ts";
import { accessLine } from "./access-line.ts";
import { finishedRequest } from "./distribution-line.ts";
import { envoyLine } from "./envoy-line.ts";
import type { TraceFormat, TraceReader, TraceSink } from "./format.ts";
import { objectAt, wrappedLine } from "./json-line.ts";
import { Lines, OVERLONG } from "./lines.ts";
import { finer, prefixTime } from "./log-time.ts";
import { Timeline } from "./timeline.ts";
import { WholeLines } from "./whole-lines.ts";

/** A request for something of a registry that is written some other way. */
const REGISTRY = /"[A-Z]{3,8} \/?v2\//;
/** The service that Docker Compose names before its line. */
const SERVICE = /^([\w.-]+?)(?:[-_]\d+)? +\| /;
const MAX_RECOGNISED = 50;

/** Finds the values in a line: undefined where it is no access line, a text where it is broken. */
export type LineValues = (line: string) => Values | string | undefined;

export const nginx: TraceFormat = {
  name: "nginx",
  summary: "access log of nginx, Harbor or another proxy: combined or JSON (--log-format: any)",
  example:
    '10.1.2.7 - - [03/Feb/2024:10:00:07 +0000] "GET /v2/team/app/blobs/sha256:0a HTTP/1.1" 200 1000 "-" "containerd/1.7" 0.120 0.110',
  matches: (head) => head.split("\n", MAX_RECOGNISED).some((line) => isAccess(line.trim())),
  reader: (sink) => new AccessReader(sink, valuesOf),
};

function isAccess(line: string): boolean {
  // Those of the IBM traces, which have a format of their own.
  if (line.includes('"http.request.uri"')) return false;
  const values = valuesOf(line);
  return typeof values === "object" && typeof accessRecord(values) === "object";
}

function valuesOf(line: string): Values | string | undefined {
  const access = envoyLine(line) ?? accessLine(line);
  if (access) return access;
  const brace = line.indexOf("{");
  if (brace >= 0 && /^\{\s*"/.test(line.slice(brace, brace + 20))) {
    return line.endsWith("}") ? jsonValues(line, brace) : undefined;
  }
  return REGISTRY.test(line) ? "a request that is not in the combined form" : undefined;
}

/** By the keys of an object, joined: lines of one log have the same. */
const PLACES = new Map<string, FieldPlaces>();
const MAX_PLACES = 100;

function jsonValues(line: string, brace: number): Values | string | undefined {
  const object = objectAt(line, brace);
  if (!object) return "not the JSON of one request";
  // Caddy keeps what it was asked in an object of its own.
  const { request } = object;
  const flat = typeof request === "object" ? { ...object, ...request, request: undefined } : object;
  const names = Object.keys(flat);
  const key = names.join("\n");
  let places = PLACES.get(key);
  if (!places) {
    places = new FieldPlaces(names);
    if (PLACES.size === MAX_PLACES) PLACES.clear();
    PLACES.set(key, places);
  }
  if (places.enough) return places.values(Object.values(flat));
  const wrapped = wrappedLine(object);
  return wrapped === undefined ? undefined : valuesOf(wrapped);
}

export class AccessReader implements TraceReader {
  readonly #sink: TraceSink;
  readonly #valuesOf: LineValues;
  readonly #timeline: Timeline;
  readonly #lines: Lines;
  readonly #whole: WholeLines;
  #records = 0;
  /** Services that Compose has named before registry requests; more than one are warned of. */
  readonly #services = new Set<string>();
  #warned = false;

  constructor(sink: TraceSink, find: LineValues) {
    this.#sink = sink;
    this.#valuesOf = find;
    this.#timeline = new Timeline(sink);
    this.#whole = new WholeLines({
      line: (line, byte, whole) => this.#line(line, byte, whole),
      overlong: (byte) => sink.damaged("malformed", { record: ++this.#records, byte }, OVERLONG),
    });
    this.#lines = new Lines(this.#whole);
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
  }

  end(): void {
    this.#lines.end();
    this.#whole.end();
    this.#timeline.end();
  }

  #line(line: string, byte: () => number, whole: boolean): void {
    if (line === "") return;
    const values = this.#valuesOf(line);
    if (values === undefined) {
      this.#sink.ignored("log-line");
      this.#timeline.pass(line);
      if (!this.#warned && typeof finishedRequest(line) === "object") {
        this.#warn(
          "it has Docker Distribution's own lines, too: --format distribution reads those",
        );
      }
      return;
    }
    const record = ++this.#records;
    const access = typeof values === "string" ? values : accessRecord(values);
    if (typeof access === "string") {
      this.#sink.damaged(whole ? "malformed" : "truncated", { record, byte: byte() }, access);
      return;
    }
    this.#service(line, access.record.uri);
    const time = finer(access.time ?? this.#timeline.timeIn(line), prefixTime(line));
    this.#timeline.record(access.record, time, () => ({ record, byte: byte() }));
  }

  #service(line: string, uri: string): void {
    const service = /^\/?v2\/./.test(uri) ? SERVICE.exec(line.slice(0, 100))?.[1] : undefined;
    if (service === undefined || this.#warned) return;
    this.#services.add(service);
    if (this.#services.size > 1) {
      this.#warn(
        `it has the access lines of ${[...this.#services].join(" and ")}: a request may count twice; give the lines of one of them`,
      );
    }
  }

  #warn(problem: string): void {
    this.#warned = true;
    this.#sink.warn(problem);
  }
}
