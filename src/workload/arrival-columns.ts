/** From responses in any order to a workload in order of arrival: the one way, whoever made them. */

import { PairTable } from "../pair-table.ts";
import type { Workload } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { ascending } from "./arrival-order.ts";
import { Column } from "./column.ts";
import { Numbering } from "./numbering.ts";
import type { ResponseColumns } from "./response-columns.ts";

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
  readonly #arrival: Column<Float64Array>;
  readonly #duration: Column<Float64Array>;
  readonly #object: Column<Uint32Array>;
  readonly #client: Column<Uint32Array>;
  readonly #repository: Column<Uint32Array>;
  readonly #host: Column<Uint32Array>;
  readonly #opens: Column<Uint32Array>;
  /** Of the manifests; their ids as they came until the end: the requests' are numbered first. */
  readonly #asked: Column<Float64Array>;
  readonly #asker: Column<Uint32Array>;
  readonly #askedOf: Column<Uint32Array>;
  readonly #askedAt: Column<Uint32Array>;
  readonly #objects = new Numbering();
  readonly #clients = new Numbering();
  readonly #repositories = new Numbering();
  readonly #hosts = new Numbering();
  /** 1 for a client and a repository whose manifest it has asked for since its last request there. */
  readonly #pending = new PairTable();

  /**
   * `origin` is a whole millisecond near the arrivals: seconds since then keep the digits that
   * seconds since 1970 lose. Requests beyond the first `limit` are left out.
   */
  constructor(origin: number, room: Room, limit = Number.POSITIVE_INFINITY) {
    this.#origin = origin;
    this.#limit = limit;
    const requests = Math.min(limit, room.requests);
    this.#arrival = new Column(Float64Array, requests);
    this.#duration = new Column(Float64Array, requests);
    this.#object = new Column(Uint32Array, requests);
    this.#client = new Column(Uint32Array, requests);
    this.#repository = new Column(Uint32Array, requests);
    this.#host = new Column(Uint32Array, requests);
    this.#opens = new Column(Uint32Array, requests);
    this.#asked = new Column(Float64Array, room.manifests);
    this.#asker = new Column(Uint32Array, room.manifests);
    this.#askedOf = new Column(Uint32Array, room.manifests);
    this.#askedAt = new Column(Uint32Array, room.manifests);
  }

  /** Takes in what was sent before that many seconds after the origin, and leaves the rest. */
  take(requests: ResponseColumns, manifests: ResponseColumns, before: Seconds): void {
    const sent = requests.sent(this.#origin);
    const order = ascending(sent);
    const asked = manifests.sent(this.#origin);
    const askedOrder = ascending(asked);
    let i = 0;
    let next = 0;
    const manifestsUntil = (time: Seconds): void => {
      for (; next < askedOrder.length && asked[askedOrder[next]!]! <= time; next++) {
        this.#manifest(manifests, askedOrder[next]!, asked[askedOrder[next]!]!);
      }
    };
    for (; i < order.length && sent[order[i]!]! < before; i++) {
      const at = order[i]!;
      manifestsUntil(sent[at]!);
      if (this.#arrival.length < this.#limit) this.#request(requests, at, sent[at]!);
    }
    manifestsUntil(before);
    requests.keep(order.subarray(i));
    manifests.keep(askedOrder.subarray(next));
  }

  #request(requests: ResponseColumns, at: number, arrival: Seconds): void {
    const client = requests.client.get(at);
    const repository = requests.repository.get(at);
    this.#arrival.push(arrival);
    this.#duration.push(requests.duration.get(at));
    this.#object.push(this.#objects.idOf(requests.object.get(at)));
    this.#client.push(this.#clients.idOf(client));
    this.#repository.push(this.#repositories.idOf(repository));
    this.#host.push(this.#hosts.idOf(requests.host.get(at)));
    const opens = this.#pending.get(client, repository);
    this.#opens.push(opens);
    if (opens === 1) this.#pending.set(client, repository, 0);
  }

  #manifest(manifests: ResponseColumns, at: number, asked: Seconds): void {
    const client = manifests.client.get(at);
    const repository = manifests.repository.get(at);
    this.#asked.push(asked);
    this.#asker.push(client);
    this.#askedOf.push(repository);
    this.#askedAt.push(manifests.host.get(at));
    this.#pending.set(client, repository, 1);
  }

  /** When the first request arrived, in milliseconds since 1970; before the workload is built. */
  get began(): number {
    return this.#origin + 1000 * (this.#arrival.length > 0 ? this.#arrival.get(0) : 0);
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
    const arrival = this.#arrival.values();
    const last = arrival.at(-1) ?? Number.NEGATIVE_INFINITY;
    const later = this.#asked.values().findIndex((asked) => asked > last);
    const count = later < 0 ? this.#asked.length : later;
    const asked = this.#asked.values().subarray(0, count);
    const first = arrival[0] ?? 0;
    for (let i = 0; i < arrival.length; i++) arrival[i] = arrival[i]! - first;
    for (let i = 0; i < count; i++) asked[i] = asked[i]! - first;
    return {
      name,
      requests: {
        count: arrival.length,
        arrival,
        object: this.#object.values(),
        duration: this.#duration.values(),
        client: this.#client.values(),
        repository: this.#repository.values(),
        host: this.#host.values(),
        opens: this.#opens.values(),
      },
      manifests: {
        count,
        arrival: asked,
        client: this.#clients.renumber(this.#asker.values().subarray(0, count)),
        repository: this.#repositories.renumber(this.#askedOf.values().subarray(0, count)),
        host: this.#hosts.renumber(this.#askedAt.values().subarray(0, count)),
      },
      sizes: Float64Array.from(this.#objects.old.values(), (object) => sizes.get(object)),
    };
  }
}
