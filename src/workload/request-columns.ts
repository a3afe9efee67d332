/** Columns in shared memory that grow together, of GETs of manifests and of requests, in order of arrival. */

import { Arrangement, picked } from "./arrival-order.ts";
import { longer, sharedColumn } from "./column.ts";
import type { ResponseColumns } from "./response-columns.ts";

/** Entry i of each column belongs to the i-th of `count`. */
export class ManifestColumns {
  count = 0;
  arrival: Float64Array;
  client: Uint32Array;
  repository: Uint32Array;
  host: Uint32Array;

  /** Room for so many is made beforehand. */
  constructor(room: number) {
    this.arrival = sharedColumn(Float64Array, room);
    this.client = sharedColumn(Uint32Array, room);
    this.repository = sharedColumn(Uint32Array, room);
    this.host = sharedColumn(Uint32Array, room);
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    const needed = this.count + more;
    if (needed > this.arrival.length) this.grow(Math.ceil(1.25 * needed));
  }

  /** Puts the responses at those places behind, which were sent then. */
  append(responses: ResponseColumns, sent: Float64Array, places: Uint32Array): void {
    this.reserve(places.length);
    picked(sent, places, this.arrival, this.count);
    picked(responses.client, places, this.client, this.count);
    picked(responses.repository, places, this.repository, this.count);
    picked(responses.host, places, this.host, this.count);
    this.count += places.length;
  }

  /** Makes its own, as the only ones, the columns of the responses, which are used up. */
  takeOver(responses: ResponseColumns, origin: number): void {
    this.arranged(responses, new Arrangement(responses.sent(origin, responses.ended)));
  }

  protected arranged(responses: ResponseColumns, order: Arrangement): void {
    this.count = responses.length;
    this.arrival = order.ofTimes(responses.ended);
    this.client = order.ofIds(responses.client);
    this.repository = order.ofIds(responses.repository);
    this.host = order.ofIds(responses.host);
  }

  /** Lets go of the first rows. */
  drop(rows: number): void {
    for (const column of this.columns()) column.copyWithin(0, rows, this.count);
    this.count -= rows;
  }

  protected columns(): (Float64Array | Uint32Array)[] {
    return [this.arrival, this.client, this.repository, this.host];
  }

  protected grow(room: number): void {
    this.arrival = longer(this.arrival, room);
    this.client = longer(this.client, room);
    this.repository = longer(this.repository, room);
    this.host = longer(this.host, room);
  }
}

export class RequestColumns extends ManifestColumns {
  object: Uint32Array;
  duration: Float64Array;
  opens: Uint32Array;

  constructor(room: number) {
    super(room);
    this.object = sharedColumn(Uint32Array, room);
    this.duration = sharedColumn(Float64Array, room);
    this.opens = sharedColumn(Uint32Array, room);
  }

  override append(responses: ResponseColumns, sent: Float64Array, places: Uint32Array): void {
    const from = this.count;
    super.append(responses, sent, places);
    picked(responses.object, places, this.object, from);
    picked(responses.duration, places, this.duration, from);
  }

  protected override arranged(responses: ResponseColumns, order: Arrangement): void {
    super.arranged(responses, order);
    this.object = order.ofIds(responses.object);
    this.duration = order.ofTimes(responses.duration);
    this.opens = sharedColumn(Uint32Array, responses.length);
  }

  protected override columns(): (Float64Array | Uint32Array)[] {
    return [...super.columns(), this.object, this.duration, this.opens];
  }

  protected override grow(room: number): void {
    super.grow(room);
    this.object = longer(this.object, room);
    this.duration = longer(this.duration, room);
    this.opens = longer(this.opens, room);
  }
}
