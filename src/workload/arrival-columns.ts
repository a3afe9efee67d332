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
    this.#manifests.reserve(askedCount);
    const taken = Math.min(count, this.#limit - this.#taken);
    if (taken > 0 && this.#taken === 0) this.#first = sent[order[0]!]!;
    if (taken > 0) this.#last = sent[order[taken - 1]!]!;
    this.#taken += taken;
    this.#requests.reserve(taken);
    const { arrival, duration, object, client, repository, host, opens } = this.#requests;
    let next = 0;
    for (let i = 0; i < taken; i++) {
      const at = order[i]!;
      const time = sent[at]!;
      for (; next < askedCount && asked[askedOrder[next]!]! <= time; next++) {
        this.#manifest(manifests, askedOrder[next]!, asked[askedOrder[next]!]!);
      }
      const row = this.#requests.count++;
      const sender = requests.client[at]!;
      const pulled = requests.repository[at]!;
      arrival[row] = time - this.#first;
      duration[row] = requests.duration[at]!;
      object[row] = this.#objects.idOf(requests.object[at]!);
      client[row] = this.#clients.idOf(sender);
      repository[row] = this.#repositories.idOf(pulled);
      host[row] = this.#hosts.idOf(requests.host[at]!);
      opens[row] = this.#pending.get(sender, pulled);
      if (opens[row] === 1) this.#pending.set(sender, pulled, 0);
    }
    for (; next < askedCount; next++) {
      this.#manifest(manifests, askedOrder[next]!, asked[askedOrder[next]!]!);
    }
    requests.keep(order.subarray(count));
    manifests.keep(askedOrder.subarray(askedCount));
    this.#spill?.take(this.#requests, this.#manifests);
  }

  #manifest(manifests: ResponseColumns, at: number, asked: Seconds): void {
    const { arrival, client, repository, host } = this.#manifests;
    const row = this.#manifests.count++;
    const sender = manifests.client[at]!;
    const pulled = manifests.repository[at]!;
    arrival[row] = asked;
    client[row] = sender;
    repository[row] = pulled;
    host[row] = manifests.host[at]!;
    this.#pending.set(sender, pulled, 1);
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
    return Float64Array.from(this.#objects.old.values(), (object) => sizes.get(object));
  }
}

/** How many of the values, in that order, are below. */
function countBefore(values: Float64Array, order: Uint32Array, below: number): number {
  let count = order.length;
  while (count > 0 && values[order[count - 1]!]! >= below) count--;
  return count;
}
