/** GETs of manifests, gathered one by one. */

import type { Seconds } from "../units.ts";
import { Column } from "./column.ts";
import type { Manifests } from "./pull-openings.ts";

export class ManifestColumns {
  readonly #ended = new Column(Float64Array);
  readonly #duration = new Column(Float64Array);
  readonly #client = new Column(Uint32Array);
  readonly #repository = new Column(Uint32Array);

  push(ended: number, duration: Seconds, client: number, repository: number): void {
    this.#ended.push(ended);
    this.#duration.push(duration);
    this.#client.push(client);
    this.#repository.push(repository);
  }

  values(): Manifests {
    return {
      ended: this.#ended.values(),
      duration: this.#duration.values(),
      client: this.#client.values(),
      repository: this.#repository.values(),
    };
  }
}
