/** Generated records that have not been written yet, in the order in which they were made. */

import type { Bytes, Seconds } from "../units.ts";
import { ascending } from "./arrival-order.ts";
import type { RecordKind } from "./record-kinds.ts";
import { ResponseColumns } from "./response-columns.ts";
import type { GeneratedRecords } from "./sessions.ts";
import { arrivalOf, type Span } from "./slice.ts";

/** Servers whose logs the archive's arrays hold one after the other, for each hour. */
const LOGS = 8;

export class PendingRecords implements GeneratedRecords {
  readonly #from: Seconds;
  readonly #until: Seconds;
  readonly responses = new ResponseColumns();
  kinds: RecordKind[] = [];
  sizes: Bytes[] = [];

  constructor({ from, until }: Span) {
    this.#from = from;
    this.#until = until;
  }

  record(
    kind: RecordKind,
    ended: number,
    duration: Seconds,
    client: number,
    repository: number,
    host: number,
    object: number,
    size: Bytes,
  ): void {
    const arrival = arrivalOf(ended, duration);
    if (arrival < this.#from || arrival >= this.#until) return;
    this.kinds.push(kind);
    this.sizes.push(size);
    this.responses.push(ended, duration, object, client, repository, host);
  }

  /**
   * The places of the records that arrived before `to`: by second of arrival, or first by which of
   * the logs that second went to. Within a second they stay as they were made, so that whoever
   * sorts them by arrival finds ties in that order.
   */
  before(to: Seconds, shuffled: boolean): Uint32Array {
    const { ended, duration, length } = this.responses;
    const places = new Uint32Array(length);
    const keys = new Float64Array(length);
    let count = 0;
    for (let place = 0; place < length; place++) {
      const second = Math.floor(arrivalOf(ended[place]!, duration[place]!));
      if (second >= to) continue;
      const log = shuffled ? (Math.imul(second, 0x9e3779b1) >>> 29) % LOGS : 0;
      places[count] = place;
      keys[count++] = log * 2 ** 30 + second;
    }
    const order = ascending(keys.subarray(0, count));
    for (let i = 0; i < count; i++) order[i] = places[order[i]!]!;
    return order;
  }

  /** Forgets the records at those places. */
  drop(places: Uint32Array): void {
    const gone = new Uint8Array(this.kinds.length);
    for (let i = 0; i < places.length; i++) gone[places[i]!] = 1;
    const kept = new Uint32Array(gone.length - places.length);
    let count = 0;
    for (let place = 0; place < gone.length; place++) if (gone[place] === 0) kept[count++] = place;
    this.kinds = Array.from(kept, (place) => this.kinds[place]!);
    this.sizes = Array.from(kept, (place) => this.sizes[place]!);
    this.responses.keep(kept);
  }
}
