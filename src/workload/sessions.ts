/** What clients send, session by session, from the ping to the last blob or the manifest of a push. */

import { lognormal } from "../random/lognormal.ts";
import type { Stream } from "../random/stream.ts";
import type { Bytes, Seconds } from "../units.ts";
import type { ImageLibrary } from "./image-library.ts";
import type { Profile } from "./profile.ts";
import type { Quota } from "./quota.ts";
import type { RecordKind } from "./record-kinds.ts";
import { Transfers } from "./transfers.ts";

/**
 * Receives the records of each hour, in no order. `ended` is in whole milliseconds since the start of
 * the trace and `duration` in seconds of whole nanoseconds, as in the archive; the request arrived at
 * ended − duration. `object` counts blobs, manifests and uploads apart, each from 0.
 */
export interface GeneratedRecords {
  record(
    kind: RecordKind,
    ended: number,
    duration: Seconds,
    client: number,
    repository: number,
    host: number,
    object: number,
    size: Bytes,
  ): void;
}

/** How many of what a session has, on average. */
export interface SessionRates {
  /** Chance that a session begins with a ping. */
  readonly pinged: number;
  readonly headsPerPull: number;
  readonly headsPerPush: number;
  readonly uploadsPerPush: number;
  readonly startsPerPush: number;
}

export class Sessions {
  readonly #profile: Profile;
  readonly #library: ImageLibrary;
  readonly #rates: SessionRates;
  readonly #charged: Readonly<Record<"polls" | "pushes" | "pings", Quota>>;
  readonly #sink: GeneratedRecords;
  readonly #transfers: Transfers;
  readonly #choices: Stream;
  readonly #hosts: Stream;
  readonly #overhead: () => Seconds;
  readonly #noise: () => number;
  #uploads = 0;

  /** `charged` are told of each manifest, push and ping; `named` gives the streams of the profile. */
  constructor(
    profile: Profile,
    library: ImageLibrary,
    rates: SessionRates,
    charged: Readonly<Record<"polls" | "pushes" | "pings", Quota>>,
    sink: GeneratedRecords,
    choices: Stream,
    named: (name: string) => Stream,
  ) {
    const { overhead, sigma } = profile.latency;
    this.#profile = profile;
    this.#library = library;
    this.#rates = rates;
    this.#charged = charged;
    this.#sink = sink;
    this.#choices = choices;
    this.#hosts = named("hosts");
    this.#transfers = new Transfers(profile, named("gaps"));
    this.#overhead = lognormal(Math.log(overhead), sigma, named("durations"));
    this.#noise = lognormal(0, sigma, named("noise"));
  }

  /** Ping, manifest, then the layers from `from` on. Returns how many blobs that were. */
  pull(start: Seconds, client: number, image: number, from: number): number {
    const library = this.#library;
    const { latency } = this.#profile;
    const repository = library.repository.get(image);
    library.ask(image);
    let at = this.#ping(start, client);
    at = this.#manifest(at, client, image);
    this.#charged.polls.charge(1);
    const first = library.first.get(image) + from;
    const end = library.first.get(image) + library.length.get(image);
    for (let heads = this.#whole(this.#rates.headsPerPull); heads > 0; heads--) {
      const layer = library.layers.get(first);
      const size = library.sizes.get(layer);
      at = this.#record("head", at, latency.head * this.#noise(), client, repository, layer, size);
    }
    this.#transfers.begin(at);
    for (let i = first; i < end; i++) {
      const layer = library.layers.get(i);
      const size = library.sizes.get(layer);
      const duration = this.#overhead() + size / latency.bandwidth;
      const begun = this.#transfers.next(duration);
      this.#record("blob", begun, duration, client, repository, layer, size);
    }
    return end - first;
  }

  /** A manifest, and nothing that it lists. */
  poll(start: Seconds, client: number, repository: number): void {
    const image = this.#library.newest.get(repository);
    this.#charged.polls.charge(1);
    this.#manifest(this.#ping(start, client), client, image);
  }

  /** Uploads, then the manifest of the repository's newest image. Returns when the push is over. */
  push(start: Seconds, client: number, repository: number): Seconds {
    const library = this.#library;
    const { latency, pushes } = this.#profile;
    const image = library.newest.get(repository);
    const first = library.first.get(image);
    const length = library.length.get(image);
    let at = this.#ping(start, client);
    for (let heads = this.#whole(this.#rates.headsPerPush); heads > 0; heads--) {
      const layer = library.layers.get(first + Math.floor(this.#choices() * length));
      const size = library.sizes.get(layer);
      at = this.#record("head", at, latency.head * this.#noise(), client, repository, layer, size);
    }
    let uploads = this.#whole(this.#rates.uploadsPerPush);
    for (let posts = this.#whole(this.#rates.startsPerPush); posts > 0; posts--) {
      const u = this.#choices();
      const { mounted, redirected } = pushes;
      const kind =
        u < mounted
          ? "upload-mount"
          : u < mounted + redirected
            ? "upload-redirect"
            : "upload-start";
      at = this.#record(
        kind,
        at,
        latency.put * this.#noise(),
        client,
        repository,
        this.#uploads++,
        0,
      );
    }
    for (; uploads > 0; uploads--) {
      const layer = library.layers.get(first + Math.floor(this.#choices() * length));
      const size = library.sizes.get(layer);
      const upload = this.#uploads++;
      const duration = this.#noise() * latency.overhead + size / latency.bandwidth;
      at = this.#record("upload-data", at, duration, client, repository, upload, size);
      at = this.#record(
        "upload-end",
        at,
        latency.put * this.#noise(),
        client,
        repository,
        upload,
        size,
      );
    }
    const manifest = library.manifest.get(image);
    const size = library.manifestSizes.get(manifest);
    const duration = latency.put * this.#noise();
    this.#charged.pushes.charge(1);
    return this.#record("manifest-push", at, duration, client, repository, manifest, size);
  }

  #manifest(start: Seconds, client: number, image: number): Seconds {
    const library = this.#library;
    const manifest = library.manifest.get(image);
    const size = library.manifestSizes.get(manifest);
    const duration = this.#profile.latency.manifest * this.#noise();
    const repository = library.repository.get(image);
    return this.#record("manifest", start, duration, client, repository, manifest, size);
  }

  /** The ping that begins a session, if it does. Returns when it is over. */
  #ping(start: Seconds, client: number): Seconds {
    return this.#choices() < this.#rates.pinged ? this.ping(start, client) : start;
  }

  /** A ping by itself. Returns when it is over. */
  ping(start: Seconds, client: number): Seconds {
    const duration = this.#profile.latency.ping * this.#noise();
    this.#charged.pings.charge(1);
    return this.#record("ping", start, duration, client, 0, 0, 0);
  }

  /** Returns when the response ended, to the millisecond. */
  #record(
    kind: RecordKind,
    start: Seconds,
    took: Seconds,
    client: number,
    repository: number,
    object: number,
    size: Bytes,
  ): Seconds {
    const duration = Math.round(took * 1e9) / 1e9;
    const ended = Math.round((start + duration) * 1000);
    const host = Math.floor(this.#hosts() * this.#profile.hosts);
    this.#sink.record(kind, ended, duration, client, repository, host, object, size);
    return ended / 1000;
  }

  /** A whole number with that mean. */
  #whole(mean: number): number {
    return Math.floor(mean + this.#choices());
  }
}
