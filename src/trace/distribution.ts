/**
 * The log of Docker Distribution, the `registry` image, 2.x and 3.x. A request is the line "response
 * completed" or "response completed with error"; the access line that repeats it and all others are
 * passed over and counted. docs/formats.md tells what such a log says and what it does not.
 */

import { finishedRequest } from "./distribution-line.ts";
import type { TraceFormat, TraceReader, TraceSink } from "./format.ts";
import { Lines, OVERLONG } from "./lines.ts";
import { Timeline } from "./timeline.ts";
import { WholeLines } from "./whole-lines.ts";

/** Lines of its, of any kind, as logfmt, to a terminal. */
const SIGNS = [
  /\blevel=[a-z]+ msg=/,
  /(?:^|\s|\[\d\dm)(?:INFO|WARN|ERRO|FATA|DEBU)(?:\p{Cc}?\[0m)?\[\d{4,}\] /u,
];
/** And as JSON. Other JSON lacks the key, which is told a hundred times sooner than the whole. */
const JSON_KEY = /"(?:level|@timestamp)\\?":/;
const JSON_SIGN =
  /^[^{\n]*\{(?=.*"(?:level|@timestamp)\\?":\s*\\?")(?=.*"(?:msg|message)\\?":\s*\\?").*"(?:go\.version|instance\.id|http\.request\.\w+)\\?":/m;
const ACCESS_LINE = /"[A-Z]+ \S+ HTTP\/\d/;
/** Failed requests whose ids are remembered. */
const MAX_FAILED = 1000;

export const distribution: TraceFormat = {
  name: "distribution",
  summary: 'log of Docker Distribution: lines with "response completed", logfmt or JSON',
  example:
    'time="2024-02-03T10:00:07.123456789Z" level=info msg="response completed" go.version=go1.20.8 http.request.method=GET http.request.remoteaddr="10.1.2.7:40007" http.request.uri="/v2/team/app/blobs/sha256:0a" http.response.duration=47.1ms http.response.status=200 http.response.written=1000',
  matches: (head) =>
    SIGNS.some((sign) => sign.test(head)) || (JSON_KEY.test(head) && JSON_SIGN.test(head)),
  reader: (sink) => new DistributionReader(sink),
};

class DistributionReader implements TraceReader {
  readonly #sink: TraceSink;
  readonly #timeline: Timeline;
  readonly #lines: Lines;
  readonly #whole: WholeLines;
  readonly #failed = new Set<string>();
  #records = 0;
  /** A terminal's seconds since the registry was started, and those before it was started again. */
  #elapsed = 0;
  #before = 0;

  constructor(sink: TraceSink) {
    this.#sink = sink;
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
    const finished = finishedRequest(line);
    if (finished === undefined) {
      this.#sink.ignored(ACCESS_LINE.test(line) ? "access-line" : "log-line");
      this.#timeline.pass(line);
    } else if (typeof finished === "string") {
      const position = { record: ++this.#records, byte: byte() };
      this.#sink.damaged(whole ? "malformed" : "truncated", position, finished);
    } else if (this.#repeats(finished.id, finished.failed)) {
      this.#sink.ignored("repeated");
    } else {
      const record = ++this.#records;
      const { time, elapsed } = finished;
      const ended = elapsed === undefined ? time : (time ?? this.#sinceStart(elapsed) * 1000);
      this.#timeline.record(finished.record, ended, () => ({ record, byte: byte() }));
    }
  }

  /** A request that failed has a line for each of its errors, and one more if it began well. */
  #repeats(id: string, failed: boolean): boolean {
    if (this.#failed.has(id)) return true;
    if (failed && id !== "") {
      this.#failed.add(id);
      if (this.#failed.size > MAX_FAILED) this.#failed.delete(this.#failed.values().next().value!);
    }
    return false;
  }

  #sinceStart(elapsed: number): number {
    // Lines written at the same time may change places.
    if (elapsed < this.#elapsed - 5) this.#before += this.#elapsed;
    this.#elapsed = elapsed;
    return this.#before + elapsed;
  }
}
