/** Columns in shared memory that grow together, of GETs of manifests and of requests, in order of arrival. */

import { longer, sharedColumn } from "./column.ts";

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
