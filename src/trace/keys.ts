/**
 * The plainest trace there is, as other cache simulators read and share it: one key a line, in the
 * order of the requests. A line that is a registry's URI (`v2/…`) is a GET of it; any other is the
 * key of a blob. Every object is one byte, so a capacity is a number of objects; requests are one
 * second apart and have taken no time. Several files run side by side.
 */

import type { TraceFormat, TraceReader, TraceSink } from "./format.ts";
import { detached, Lines, OVERLONG } from "./lines.ts";

const SECOND_MS = 1000;

export const keys: TraceFormat = {
  name: "keys",
  summary: "one key or URI a line, each object one byte; must be asked for by name",
  example: "v2/team/app/blobs/0a",
  // Any text looks like this.
  matches: () => false,
  reader: (sink) => new KeyReader(sink),
};

class KeyReader implements TraceReader {
  readonly #sink: TraceSink;
  readonly #lines: Lines;
  #records = 0;

  constructor(sink: TraceSink) {
    this.#sink = sink;
    this.#lines = new Lines({
      line: (line, byte) => this.#line(line.trim(), byte),
      overlong: (byte) => sink.damaged("malformed", { record: ++this.#records, byte }, OVERLONG),
    });
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
  }

  end(): void {
    this.#lines.end();
  }

  #line(key: string, byte: () => number): void {
    if (key === "") return;
    const record = ++this.#records;
    const uri = /^\/?v2(\/|$)/.test(key) ? key : `v2/keys/blobs/${encodeURIComponent(key)}`;
    this.#sink.record(
      {
        timestamp: record * SECOND_MS,
        duration: 0,
        method: "GET",
        uri: detached(uri),
        status: 200,
        written: 1,
        client: "",
        host: "",
      },
      () => ({ record, byte: byte() }),
    );
  }
}
