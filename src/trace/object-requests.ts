/**
 * Requests of the traces that other cache simulators share, which know a time, an object and its size
 * and nothing of registries: each object is a blob, asked for by one client and sent in no time.
 */

import type { Bytes, Seconds } from "../units.ts";
import {
  type BatchTexts,
  type Position,
  type RecordBatch,
  SPLIT,
  type TraceSink,
} from "./format.ts";
import { recordOf } from "./record.ts";

/** Records in a batch. */
const ROOM = 4096;

export class ObjectRequests {
  readonly #sink: Pick<TraceSink, "record" | "records" | "warn">;
  /** By object: one string an object, not one a request. */
  readonly #uris: string[] = [];
  readonly #texts: BatchTexts = {
    method: ["GET"],
    client: [""],
    host: [""],
    repository: [],
    name: [],
    uri: (number) => this.#uris[number]!,
  };
  readonly #timestamp = new Float64Array(ROOM);
  readonly #written = new Float64Array(ROOM);
  readonly #uri = new Uint32Array(ROOM);
  readonly #zeros = new Uint32Array(ROOM);
  readonly #durations = new Float64Array(ROOM);
  readonly #statuses = new Float64Array(ROOM).fill(200);
  #splits = new Uint32Array(0);
  #count = 0;
  #last: Seconds = 0;
  #backward = 0;

  constructor(sink: Pick<TraceSink, "record" | "records" | "warn">) {
    this.#sink = sink;
  }

  /** A number for an object that has not been asked for so far, in the order of the calls. */
  numberOf(object: string | number | bigint): number {
    return this.#uris.push(`v2/objects/blobs/${encodeURIComponent(String(object))}`) - 1;
  }

  /** A request for the object of that number. Its place is where the reader is now. */
  request(time: Seconds, object: number, size: Bytes, position: () => Position): void {
    if (time >= this.#last) this.#last = time;
    else this.#backward++;
    const at = this.#count++;
    this.#timestamp[at] = this.#last * 1000;
    this.#written[at] = size;
    this.#uri[at] = object;
    if (this.#sink.records === undefined) {
      this.#sink.record(recordOf(this.#batch(), at), position);
      this.#count = 0;
    } else if (this.#count === ROOM) this.flush();
  }

  /** Hands on what has come: to be called before anything else is, and before a chunk is given up. */
  flush(): void {
    if (this.#count > 0) this.#sink.records!(this.#batch());
    this.#count = 0;
  }

  end(): void {
    this.flush();
    if (this.#backward === 0) return;
    this.#sink.warn(
      `${this.#backward} requests are earlier than the one before them: the order of the file counts`,
    );
  }

  #batch(): RecordBatch {
    const uris = this.#uris.length;
    if (this.#splits.length < 3 * uris) {
      this.#splits = new Uint32Array(6 * uris).fill(SPLIT.unclear);
    }
    return {
      count: this.#count,
      timestamp: this.#timestamp,
      duration: this.#durations,
      status: this.#statuses,
      written: this.#written,
      method: this.#zeros,
      uri: this.#uri,
      client: this.#zeros,
      host: this.#zeros,
      texts: this.#texts,
      uris,
      splits: this.#splits,
    };
  }
}
