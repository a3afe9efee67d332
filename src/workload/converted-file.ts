/** A converted trace in its file: to be taken into memory, or to be read a stretch at a time. */

import type { Workload } from "../request.ts";
import type { StreamedWorkload } from "../streamed-workload.ts";
import type { Bytes } from "../units.ts";
import type { ConvertedHeader, ConvertedTrace, TraceFacts } from "./converted-trace.ts";
import { FileManifests, FileRequests, type Refuse, type RowLayout, sizesOf } from "./file-rows.ts";
import type { RandomAccess } from "./random-access.ts";
import { bytesOf, type TraceRows } from "./trace-rows.ts";

/** Requests that are in a file, as plain data: what a thread must know to read them. */
export interface RequestFile {
  readonly name: string;
  readonly layout: RowLayout;
  readonly sizes: Float64Array;
}

/** A workload whose requests are read from a file. `refuse` makes an error of what is wrong there. */
export function streamedFrom(
  file: RandomAccess,
  { name, layout, sizes }: RequestFile,
  refuse: Refuse,
): StreamedWorkload {
  return { name, requests: new FileRequests(file, layout, refuse), sizes };
}

export class ConvertedFile implements ConvertedTrace {
  readonly name: string;
  readonly objects: TraceFacts["objects"];
  readonly began: number;
  readonly census: TraceFacts["census"];
  readonly mix: TraceFacts["mix"];
  readonly rows: TraceRows;
  readonly #file: RandomAccess;
  readonly #layout: RowLayout;
  readonly #refuse: Refuse;

  constructor(
    file: RandomAccess,
    { name, objects, began, census, mix, statuses }: ConvertedHeader,
    requests: RowLayout,
    manifests: RowLayout,
    refuse: Refuse,
  ) {
    this.name = name;
    this.objects = objects;
    this.began = began;
    this.census = census;
    this.mix = { mix, statuses };
    this.rows = {
      requests: new FileRequests(file, requests, refuse),
      manifests: new FileManifests(file, manifests, refuse),
    };
    this.#file = file;
    this.#layout = requests;
    this.#refuse = refuse;
  }

  get sizes(): Float64Array {
    return sizesOf(this.#file, this.#layout, this.#refuse);
  }

  /**
   * Bytes that the columns of the first `limit` requests take in memory, and those of all GETs of manifests
   * where they are `wanted`.
   */
  bytesInMemory(limit: number, wanted: boolean): Bytes {
    const { requests, manifests } = this.rows;
    return bytesOf(Math.min(limit, requests.count), wanted ? manifests.count : 0);
  }

  /** The first `limit` requests, where they are. */
  inFile(limit: number): RequestFile {
    const layout = { ...this.#layout, count: Math.min(limit, this.#layout.count) };
    return { name: this.name, layout, sizes: sizesOf(this.#file, layout, this.#refuse) };
  }

  /**
   * The first `limit` requests in shared memory, with the GETs of manifests until the last of them where
   * these are `wanted`.
   */
  inMemory(limit = Number.POSITIVE_INFINITY, wanted = true): Workload {
    const count = Math.min(limit, this.#layout.count);
    const layout = { ...this.#layout, count };
    const requests = this.rows.requests.read(0, count);
    const sizes = sizesOf(this.#file, layout, this.#refuse, requests.object);
    if (!wanted) return { name: this.name, requests, sizes };
    const { manifests } = this.rows;
    const last = requests.arrival.at(-1) ?? Number.NEGATIVE_INFINITY;
    const asked = count < this.#layout.count ? this.#askedUntil(last) : manifests.count;
    return { name: this.name, requests, manifests: manifests.read(0, asked), sizes };
  }

  /** How many manifests were asked for until then. */
  #askedUntil(time: number): number {
    const { manifests } = this.rows;
    let asked = 0;
    let later = manifests.count;
    while (asked < later) {
      const middle = Math.floor((asked + later) / 2);
      if (manifests.read(middle, middle + 1).arrival[0]! > time) later = middle;
      else asked = middle + 1;
    }
    return asked;
  }
}
