/**
 * libCacheSim's binary traces, oracleGeneral: 24 bytes a request, little-endian and unaligned: u32
 * seconds, u64 object, u32 bytes, i64 number of the object's next request (unused: a policy that
 * needs the future works it out).
 */

import { PairTable } from "../pair-table.ts";
import { ByteQueue } from "./byte-queue.ts";
import type { Position, TraceFormat, TraceReader, TraceSink } from "./format.ts";
import { ObjectRequests } from "./object-requests.ts";

const RECORD_BYTES = 24;
const OBJECT = 4;
const SIZE = 12;
const NEXT = 16;
/** Objects whose upper half is below this are exact as a number, and fit a table of pairs. */
const EXACT_HIGH = 2 ** 21;
/** More requests than any trace has. */
const MAX_NEXT = 2n ** 40n;
/** What stands for "never again". */
const NEVER = [-1n, -2n, 2n ** 63n - 1n];

export const oracleGeneral: TraceFormat = {
  name: "oracle-general",
  summary: "libCacheSim's binary: records of 24 bytes, time, object, size, next request",
  example: "",
  matches: (_text, head) => plausible(head),
  reader: (sink) => new OracleGeneralReader(sink),
};

/** No text passes: the bytes of a number of the next request would be too large. */
function plausible(head: Uint8Array): boolean {
  if (head.length < RECORD_BYTES) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let last = 0;
  for (let at = 0; at + RECORD_BYTES <= head.length; at += RECORD_BYTES) {
    const time = view.getUint32(at, true);
    const next = view.getBigInt64(at + NEXT, true);
    if (time < last || !(NEVER.includes(next) || (next > 0n && next < MAX_NEXT))) return false;
    last = time;
  }
  return true;
}

class OracleGeneralReader implements TraceReader {
  readonly #sink: TraceSink;
  readonly #requests: ObjectRequests;
  readonly #queue = new ByteQueue();
  /** The number of each object, plus one: by the halves of its id, or by a large id. */
  readonly #numbers = new PairTable();
  readonly #largeNumbers = new Map<bigint, number>();
  #records = 0;
  readonly #position = (): Position => ({
    record: this.#records,
    byte: (this.#records - 1) * RECORD_BYTES,
  });

  constructor(sink: TraceSink) {
    this.#sink = sink;
    this.#requests = new ObjectRequests(sink);
  }

  space(bytes: number): Uint8Array {
    return this.#queue.space(bytes).space;
  }

  push(chunk: Uint8Array): void {
    const queue = this.#queue;
    queue.append(chunk);
    const { bytes, end } = queue;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = queue.start;
    for (; at + RECORD_BYTES <= end; at += RECORD_BYTES) {
      this.#records++;
      const size = view.getUint32(at + SIZE, true);
      const object = this.#numberOf(view, at + OBJECT);
      this.#requests.request(view.getUint32(at, true), object, size, this.#position);
    }
    this.#requests.flush();
    queue.consume(at);
  }

  #numberOf(view: DataView, at: number): number {
    const high = view.getUint32(at + 4, true);
    if (high >= EXACT_HIGH) {
      const id = view.getBigUint64(at, true);
      let number = this.#largeNumbers.get(id);
      if (number === undefined) {
        number = this.#requests.numberOf(id);
        this.#largeNumbers.set(id, number);
      }
      return number;
    }
    const low = view.getUint32(at, true);
    const known = this.#numbers.get(high, low);
    if (known > 0) return known - 1;
    const number = this.#requests.numberOf(high * 2 ** 32 + low);
    this.#numbers.set(high, low, number + 1);
    return number;
  }

  end(): void {
    const { start, end, base } = this.#queue;
    if (end > start) {
      const position = { record: ++this.#records, byte: base };
      const problem = `${end - start} bytes where a record has ${RECORD_BYTES}`;
      this.#sink.damaged("truncated", position, problem);
    }
    this.#requests.end();
  }
}
