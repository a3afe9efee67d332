/** GETs of manifests, gathered one by one. */

import type { Seconds } from "../units.ts";
import { Column } from "./column.ts";
import type { Manifests } from "./pull-openings.ts";

export class ManifestColumns {
  readonly #ended: Column<Float64Array>;
  readonly #duration: Column<Float64Array>;
  readonly #client: Column<Uint32Array>;
  readonly #repository: Column<Uint32Array>;
  readonly #host: Column<Uint32Array>;

  /** Room for so many is made beforehand. */
  constructor(room?: number) {
    this.#ended = new Column(Float64Array, room);
    this.#duration = new Column(Float64Array, room);
    this.#client = new Column(Uint32Array, room);
    this.#repository = new Column(Uint32Array, room);
    this.#host = new Column(Uint32Array, room);
  }

  push(ended: number, duration: Seconds, client: number, repository: number, host: number): void {
    this.#ended.push(ended);
    this.#duration.push(duration);
    this.#client.push(client);
    this.#repository.push(repository);
    this.#host.push(host);
  }

  values(): Manifests {
    return {
      ended: this.#ended.values(),
      duration: this.#duration.values(),
      client: this.#client.values(),
      repository: this.#repository.values(),
      host: this.#host.values(),
    };
  }
}
