/**
 * Requests of the traces that other cache simulators share, which know a time, an object and its size
 * and nothing of registries: each object is a blob, asked for by one client and sent in no time.
 */

import type { Bytes, Seconds } from "../units.ts";
import type { Position, TraceSink } from "./format.ts";

export class ObjectRequests {
  readonly #sink: Pick<TraceSink, "record" | "warn">;
  /** One string an object, not one a request. */
  readonly #uris = new Map<string | number | bigint, string>();
  #last: Seconds = 0;
  #backward = 0;

  constructor(sink: Pick<TraceSink, "record" | "warn">) {
    this.#sink = sink;
  }

  request(
    time: Seconds,
    object: string | number | bigint,
    size: Bytes,
    position: () => Position,
  ): void {
    let uri = this.#uris.get(object);
    if (uri === undefined) {
      uri = `v2/objects/blobs/${encodeURIComponent(String(object))}`;
      this.#uris.set(typeof object === "string" ? ` ${object}`.slice(1) : object, uri);
    }
    if (time >= this.#last) this.#last = time;
    else this.#backward++;
    this.#sink.record(
      {
        timestamp: this.#last * 1000,
        duration: 0,
        method: "GET",
        uri,
        status: 200,
        written: size,
        client: "",
        host: "",
      },
      position,
    );
  }

  end(): void {
    if (this.#backward === 0) return;
    this.#sink.warn(
      `${this.#backward} requests are earlier than the one before them: the order of the file counts`,
    );
  }
}
