/** From responses in any order to a workload in order of arrival: the one way, whoever made them. */

import { PairTable } from "../pair-table.ts";
import type { Workload } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { ascending } from "./arrival-order.ts";
import { FileRequests } from "./file-rows.ts";
import { Numbering } from "./numbering.ts";
import { ManifestColumns, RequestColumns } from "./request-columns.ts";
import type { ResponseColumns } from "./response-columns.ts";
import { type RowSpill, SpilledManifests, type SpilledTrace } from "./row-spill.ts";
import { BATCH_ROWS } from "./trace-columns.ts";
import { stretches } from "./trace-rows.ts";

/** About how many there will be: room for so many is made beforehand. */
export interface Room {
  readonly requests: number;
  readonly manifests: number;
}

/**
 * Takes responses in batch by batch, each of what was sent later than the batch before: a trace that
 * is read is one batch, a generated one is a batch an hour. Ties keep the order of the input. All ids
 * are numbered anew by first appearance, so that the same requests are the same workload whatever the
 * order of the files.
 */
export class ArrivalColumns {
  readonly #origin: number;
  readonly #limit: number;
  readonly #requests: RequestColumns;
  /** Their ids stay as they came until the end: the requests' are numbered first. */
  readonly #manifests: ManifestColumns;
  readonly #objects = new Numbering();
  readonly #clients = new Numbering();
  readonly #repositories = new Numbering();
  readonly #hosts = new Numbering();
  /** 1 for a client and a repository whose manifest it has asked for since its last request there. */
  readonly #pending = new PairTable((asked) => asked === 1);
  readonly #spill: RowSpill | undefined;
  #taken = 0;
  /** When the first request and the last so far were sent, in seconds since the origin. */
  #first: Seconds = 0;
  #last: Seconds = Number.NEGATIVE_INFINITY;

  /**
   * `origin` is a whole millisecond near the arrivals: seconds since then keep the digits that
   * seconds since 1970 lose. Requests beyond the first `limit` are left out. With a `spill`, what has
   * its place goes there.
   */
  constructor(origin: number, room: Room, limit = Number.POSITIVE_INFINITY, spill?: RowSpill) {
    this.#origin = origin;
    this.#limit = limit;
    this.#spill = spill;
    this.#requests = new RequestColumns(Math.min(limit, room.requests));
    this.#manifests = new ManifestColumns(room.manifests);
  }

  /** Takes in what was sent before that many seconds after the origin, and leaves the rest. */
  take(requests: ResponseColumns, manifests: ResponseColumns, before: Seconds): void {
    const sent = requests.sent(this.#origin);
    const order = ascending(sent);
    const count = countBefore(sent, order, before);
    const asked = manifests.sent(this.#origin);
    const askedOrder = ascending(asked);
    const askedCount = countBefore(asked, askedOrder, before);
    const [row, askedRow] = [this.#requests.count, this.#manifests.count];
    const taken = order.subarray(0, Math.min(count, this.#limit - this.#taken));
    this.#requests.append(requests, sent, taken);
    this.#manifests.append(manifests, asked, askedOrder.subarray(0, askedCount));
    requests.keep(order.subarray(count));
    manifests.keep(askedOrder.subarray(askedCount));
    this.#place(row, askedRow);
    this.#spill?.take(this.#requests, this.#manifests);
  }

  /**
   * Takes in all that there is, instead of batches: the columns become those of the workload where
   * they lie, and are used up.
   */
  takeOver(requests: ResponseColumns, manifests: ResponseColumns): void {
    this.#requests.takeOver(requests, this.#origin);
    this.#requests.count = Math.min(this.#requests.count, this.#limit);
    this.#manifests.takeOver(manifests, this.#origin);
    this.#place(0, 0);
  }

  /** Makes a workload's rows of those from there on, which are in order. */
  #place(from: number, askedFrom: number): void {
    const { count, arrival, client, repository, opens } = this.#requests;
    const manifests = this.#manifests;
    if (count > from) {
      if (this.#taken === 0) this.#first = arrival[from]!;
      this.#last = arrival[count - 1]!;
      this.#taken += count - from;
    }
    const first = this.#first;
    let next = askedFrom;
    for (let row = from; row <= count; row++) {
      // Behind the last request: what was asked for before those of the next batch.
      const time = row < count ? arrival[row]! : Number.POSITIVE_INFINITY;
      for (; next < manifests.count && manifests.arrival[next]! <= time; next++) {
        this.#pending.set(manifests.client[next]!, manifests.repository[next]!, 1);
      }
      if (row === count) break;
      arrival[row] = time - first;
      const sender = client[row]!;
      const pulled = repository[row]!;
      const opened = this.#pending.get(sender, pulled);
      if (opens[row] !== opened) opens[row] = opened;
      if (opened === 1) this.#pending.set(sender, pulled, 0);
    }
    this.#objects.renumber(this.#requests.object.subarray(from, count));
    this.#clients.renumber(client.subarray(from, count));
    this.#repositories.renumber(repository.subarray(from, count));
    this.#hosts.renumber(this.#requests.host.subarray(from, count));
  }

  /** When the first request arrived, in milliseconds since 1970. */
  get began(): number {
    return this.#origin + 1000 * this.#first;
  }

  /** The ids that came, by those in the workload, once it is built. */
  get old(): Readonly<Record<"object" | "client" | "repository" | "host", Uint32Array>> {
    return {
      object: this.#objects.old.values(),
      client: this.#clients.old.values(),
      repository: this.#repositories.old.values(),
      host: this.#hosts.old.values(),
    };
  }

  /** The workload, with only the objects that its requests ask for; `sizes` by the ids that came. */
  build(name: string, sizes: { get(object: number): Bytes }): Workload {
    const requests = this.#requests;
    const { count } = requests;
    const manifests = this.#manifests;
    const asked = manifests.arrival;
    // Those sent later belong to no request.
    let askedCount = 0;
    while (askedCount < manifests.count && asked[askedCount]! <= this.#last) askedCount++;
    for (let i = 0; i < askedCount; i++) asked[i] = asked[i]! - this.#first;
    return {
      name,
      requests: {
        count,
        arrival: requests.arrival.subarray(0, count),
        object: requests.object.subarray(0, count),
        duration: requests.duration.subarray(0, count),
        client: requests.client.subarray(0, count),
        repository: requests.repository.subarray(0, count),
        host: requests.host.subarray(0, count),
        opens: requests.opens.subarray(0, count),
      },
      manifests: {
        count: askedCount,
        arrival: asked.subarray(0, askedCount),
        client: this.#clients.renumber(manifests.client.subarray(0, askedCount)),
        repository: this.#repositories.renumber(manifests.repository.subarray(0, askedCount)),
        host: this.#hosts.renumber(manifests.host.subarray(0, askedCount)),
      },
      sizes: this.#sizes(sizes),
    };
  }

  /** The same where the rows are in a spill, which was given to the constructor. */
  finish(sizes: { get(object: number): Bytes }): Pick<SpilledTrace, "rows" | "sizes"> {
    const spill = this.#spill!;
    spill.finish(this.#requests, this.#manifests);
    const numbers = { client: this.#clients, repository: this.#repositories, host: this.#hosts };
    const layouts = spill.layouts({
      object: this.#objects.old.length,
      client: this.#clients.old.length,
      repository: this.#repositories.old.length,
      host: this.#hosts.old.length,
    });
    const refuse = (problem: string): Error => new Error(`${spill.file.name}: ${problem}`);
    const requests = new FileRequests(spill.file, layouts.requests, refuse);
    const times = [this.#first, this.#last] as const;
    const manifests = new SpilledManifests(spill.file, layouts.manifests, times, numbers);
    // Whoever asks for manifests only is numbered after those who ask for more.
    for (const _ of stretches(manifests, BATCH_ROWS));
    return { rows: { requests, manifests }, sizes: this.#sizes(sizes) };
  }

  #sizes(sizes: { get(object: number): Bytes }): Float64Array {
    const old = this.#objects.old.values();
    const bytes = new Float64Array(old.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = sizes.get(old[i]!);
    return bytes;
  }
}

/** How many of the values, in that order, are below. */
function countBefore(values: Float64Array, order: Uint32Array, below: number): number {
  let count = order.length;
  while (count > 0 && values[order[count - 1]!]! >= below) count--;
  return count;
}
