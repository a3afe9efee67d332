/** Fetches what a client that asks for a manifest lacks of the repository's layers; see prefetch.ts. */

import { PairTable } from "../pair-table.ts";
import type { ObjectId, Requests } from "../request.ts";
import type { Seconds } from "../units.ts";
import type { Prefetcher, Want } from "./prefetcher.ts";

/** The layers of a repository that were asked for of late, and when last. */
interface Layers {
  readonly objects: ObjectId[];
  readonly seen: Seconds[];
}

export class ManifestPrefetcher implements Prefetcher {
  readonly retention: Seconds;
  readonly #requests: Requests;
  readonly #lookUp: Seconds;
  readonly #layers = new Map<number, Layers>();
  /** By repository and object: its place among the layers + 1. */
  readonly #place = new PairTable();
  /** By client and object: 1 once the client has had it, or it was fetched for him. */
  readonly #had = new PairTable();

  constructor(requests: Requests, retention: Seconds, lookUp: Seconds) {
    this.#requests = requests;
    this.retention = retention;
    this.#lookUp = lookUp;
  }

  requested(request: number, _missed: boolean, now: Seconds): void {
    const object = this.#requests.object[request]! as ObjectId;
    const repository = this.#requests.repository[request]!;
    this.#had.set(this.#requests.client[request]!, object, 1);
    let layers = this.#layers.get(repository);
    if (!layers) {
      layers = { objects: [], seen: [] };
      this.#layers.set(repository, layers);
    }
    const place = this.#place.get(repository, object);
    if (place > 0) {
      layers.seen[place - 1] = now;
      return;
    }
    layers.seen.push(now);
    this.#place.set(repository, object, layers.objects.push(object));
  }

  manifest(client: number, repository: number, now: Seconds, want: Want): void {
    const layers = this.#layers.get(repository);
    if (!layers) return;
    for (let i = 0; i < layers.objects.length; ) {
      if (now - layers.seen[i]! > this.#lookUp) {
        this.#forget(repository, layers, i);
        continue;
      }
      const object = layers.objects[i++]!;
      if (this.#had.get(client, object) === 1) continue;
      this.#had.set(client, object, 1);
      want(object);
    }
  }

  /** The last takes the place of the one that goes. */
  #forget(repository: number, { objects, seen }: Layers, at: number): void {
    this.#place.set(repository, objects[at]!, 0);
    const [object, time] = [objects.pop()!, seen.pop()!];
    if (at === objects.length) return;
    objects[at] = object;
    seen[at] = time;
    this.#place.set(repository, object, at + 1);
  }
}
