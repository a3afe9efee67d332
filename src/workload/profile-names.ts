/** What a generated registry's layers, manifests, clients, repositories and hosts are called. */

import type { ImageLibrary } from "./image-library.ts";
import type { Profile } from "./profile.ts";
import { type NameSpace, Pseudonyms } from "./pseudonyms.ts";

/** The tag that every repository has. */
const LATEST = 0xffffffff;

export class ProfileNames {
  readonly #names: Pseudonyms;
  readonly #library: Pick<ImageLibrary, "isLatest" | "scheduledImages">;
  // What comes again and again is made once.
  readonly #hosts: string[] = [];
  readonly #clients: string[] = [];
  readonly #paths: string[] = [];

  constructor(profile: Profile, library: Pick<ImageLibrary, "isLatest" | "scheduledImages">) {
    this.#names = new Pseudonyms(profile.name);
    this.#library = library;
  }

  of(space: NameSpace, number: number): string {
    return this.#names.of(space, number);
  }

  host(host: number): string {
    this.#hosts[host] ??= this.#names.of("host", host);
    return this.#hosts[host];
  }

  client(client: number): string {
    this.#clients[client] ??= this.#names.of("client", client);
    return this.#clients[client];
  }

  layer(layer: number): string {
    return this.#names.of("layer", layer);
  }

  /** The reference by which a manifest is asked for in its repository. */
  reference(manifest: number): string {
    return this.#names.of("manifest", this.#library.isLatest(manifest) ? LATEST : manifest);
  }

  /** Two components for nearly all, as in the archive; one or three for one in a hundred each. */
  repository(repository: number): string {
    this.#paths[repository] ??= this.#path(repository);
    return this.#paths[repository];
  }

  #path(repository: number): string {
    const name = this.#names.of("repository", repository);
    const scheduled = repository < this.#library.scheduledImages;
    // About three repositories to a namespace; the monitor's are in one.
    const space = this.#names.of("namespace", scheduled ? 0 : 1 + Math.floor(repository / 3));
    if (repository % 101 === 100) return `v2/${name}`;
    return repository % 103 === 102 ? `v2/${space}/${space}/${name}` : `v2/${space}/${name}`;
  }
}
