/**
 * The plainest trace there is, as other cache simulators read and share it: one key a line, in the
 * order of the requests. A line that is a registry's URI (`v2/…`) is a GET of it; any other is the
 * key of a blob. Every object is one byte, so a capacity is a number of objects; requests are one
 * second apart and have taken no time. Several files run side by side.
 */

import type { TraceFormat, TraceReader, TraceSink } from "./format.ts";

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
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  /** The beginning of a line that is not whole yet. */
  #rest = "";
  #records = 0;
  #byte = 0;

  constructor(sink: TraceSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    this.#lines(this.#decoder.decode(chunk, { stream: true }));
  }

  end(): void {
    this.#lines(this.#decoder.decode());
    if (this.#rest !== "") this.#line(this.#rest);
  }

  #lines(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop()!;
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    const key = line.trim();
    const byte = this.#byte;
    this.#byte += this.#encoder.encode(line).length + 1;
    if (key === "") return;
    const record = ++this.#records;
    this.#sink.record(
      {
        timestamp: record * SECOND_MS,
        duration: 0,
        method: "GET",
        uri: /^\/?v2(\/|$)/.test(key) ? key : `v2/keys/blobs/${encodeURIComponent(key)}`,
        status: 200,
        written: 1,
        client: "",
        host: "",
      },
      () => ({ record, byte }),
    );
  }
}
