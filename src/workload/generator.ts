/**
 * A registry's trace, made up from its profile hour by hour: pulls by users and by the monitor, polls
 * that fetch nothing, pushes, and pings. Each hour's sessions need only what went before, so a
 * shorter trace is the beginning of a longer one.
 */

import { randomExponential } from "d3-random";
import { lognormal } from "../random/lognormal.ts";
import { stream } from "../random/stream.ts";
import { zipf } from "../random/zipf.ts";
import type { Bytes, Seconds } from "../units.ts";
import { ClientPopulation } from "./client-population.ts";
import { ImageLibrary } from "./image-library.ts";
import { hourlyShares } from "./load-shape.ts";
import type { Profile } from "./profile.ts";
import { Quota } from "./quota.ts";
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

const HOUR: Seconds = 3600;

export class Generator {
  readonly library: ImageLibrary;
  readonly #profile: Profile;
  readonly #sink: GeneratedRecords;
  readonly #shares: Float64Array;
  readonly #clients: ClientPopulation;
  readonly #transfers: Transfers;
  readonly #quotas: Readonly<
    Record<"users" | "monitor" | "rounds" | "polls" | "pushes" | "pings", Quota>
  >;
  readonly #starts;
  readonly #choices;
  readonly #hosts;
  readonly #overhead;
  readonly #noise;
  readonly #pushDelay;
  readonly #polled: () => number;
  readonly #round: () => number;
  /** Chance that a session begins with a ping. */
  readonly #pinged: number;
  readonly #headsPerPull: number;
  readonly #headsPerPush: number;
  readonly #uploadsPerPush: number;
  readonly #startsPerPush: number;
  /** Blobs that a user's pull fetches, on average so far. */
  #meanBlobs: number;
  #userPulls = 0;
  #blobs = 0;
  #uploads = 0;
  #monitorPulls = 0;
  #now = 0;

  constructor(profile: Profile, seed: number, sink: GeneratedRecords) {
    this.#profile = profile;
    this.#sink = sink;
    const named = (name: string) => stream(seed, `generate.${profile.name}.${name}`);
    const choices = named("choices");
    const durations = named("durations");
    this.#choices = choices;
    this.#starts = named("starts");
    this.#hosts = named("hosts");
    this.#shares = hourlyShares(profile, named("load"));
    this.#clients = new ClientPopulation(profile, named("clients"));
    this.library = new ImageLibrary(profile, named("sizes"), named("images"));
    this.#transfers = new Transfers(profile, named("gaps"));
    const { latency, images, monitor, rounds, records, pushes } = profile;
    this.#overhead = lognormal(Math.log(latency.overhead), latency.sigma, durations);
    this.#noise = lognormal(0, latency.sigma, named("noise"));
    this.#pushDelay = randomExponential.source(choices)(1 / Math.max(1e-9, pushes.delay));
    this.#polled = zipf(profile.polls.repositories, profile.polls.skew, named("polls"));

    this.#round = zipf(rounds.images, rounds.skew, named("rounds"));

    // What is known beforehand of the sessions: their numbers follow from the records to be made.
    const perMonitorPull = this.#meanLength(0, this.library.monitorImages);
    const perRound = this.#meanLength(this.library.monitorImages, this.library.scheduledImages);
    const usersBlobs = profile.blobGets * (1 - monitor.share - rounds.share);
    this.#meanBlobs = images.blobs.median * Math.exp(images.blobs.sigma ** 2 / 2);
    const scheduled = monitor.share / perMonitorPull + rounds.share / perRound;
    const pulls = profile.blobGets * scheduled + usersBlobs / this.#meanBlobs;
    const uploads = records.patch;
    const manifestPuts = Math.max(0, records.put - uploads);
    this.#headsPerPull = (records.head * (1 - pushes.heads)) / pulls;
    this.#headsPerPush = manifestPuts > 0 ? (records.head * pushes.heads) / manifestPuts : 0;
    this.#uploadsPerPush = manifestPuts > 0 ? uploads / manifestPuts : 0;
    this.#startsPerPush = manifestPuts > 0 ? records.post / manifestPuts : 0;
    const pings = records.get - profile.blobGets - profile.manifestGets;
    const sessions = profile.manifestGets + manifestPuts;
    this.#pinged = Math.min(1, (profile.pings.sessions * pings) / sessions);
    const quota = (name: string, total: number, mean: number) =>
      new Quota(total, mean, named(`quota.${name}`));
    this.#quotas = {
      users: quota("users", usersBlobs, this.#meanBlobs),
      monitor: quota("monitor", profile.blobGets * monitor.share, perMonitorPull),
      rounds: quota("rounds", profile.blobGets * rounds.share, perRound),
      // Pulls take their manifests, and all sessions their pings, out of these two.
      polls: quota("polls", profile.manifestGets, 1),
      pushes: quota("pushes", manifestPuts, 1),
      pings: quota("pings", pings, 1),
    };
  }

  /** Hours in the whole trace. */
  get hours(): number {
    return this.#shares.length;
  }

  /** Makes the sessions that start in the next hour. Their records may arrive later than that. */
  hour(): void {
    const share = this.#shares[this.#now]!;
    const { users, monitor, rounds, polls, pushes, pings } = this.#quotas;
    for (const quota of Object.values(this.#quotas)) quota.begin(share);
    const starts = new Float64Array(users.sessions()).map(() => this.#start()).sort();
    for (const start of starts) this.#userPull(start);
    const { monitorImages } = this.library;
    this.#scheduled(monitor, () => this.#monitorPulls++ % monitorImages);
    this.#scheduled(rounds, () => {
      const image = monitorImages + this.#round();
      this.library.count(image);
      return image;
    });
    for (let i = pushes.sessions(); i > 0; i--) this.#push(this.#start(), this.#repository());
    for (let i = polls.sessions(); i > 0; i--) this.#poll(this.#start());
    for (let i = pings.sessions(); i > 0; i--) {
      this.#recordPing(this.#start(), this.#clients.known());
    }
    this.#now++;
  }

  #userPull(start: Seconds): void {
    const { profile, library } = { profile: this.#profile, library: this.library };
    const progress = this.#blobs / profile.blobGets;
    const users = 1 - profile.monitor.share - profile.rounds.share;
    const step = this.#meanBlobs / users / profile.blobGets;
    const pull = library.next(progress, step);
    const client = pull.client >= 0 ? pull.client : this.#clients.next(progress);
    library.made(client);
    let at = start;
    if (pull.fresh && this.#choices() < profile.pushes.pulled) {
      at = this.#push(start, library.repository.get(pull.image)) + this.#pushDelay();
    }
    library.count(pull.image);
    const blobs = this.#pull(at, client, pull.image, pull.from);
    this.#quotas.users.spend(blobs);
    this.#userPulls++;
    if (this.#userPulls >= 100) this.#meanBlobs += (blobs - this.#meanBlobs) / this.#userPulls;
  }

  /** Pulls by the monitor, evenly over the hour. */
  #scheduled(quota: Quota, image: () => number): void {
    const count = quota.scheduled();
    for (let i = 0; i < count; i++) {
      const client = Math.floor(this.#choices() * this.#profile.monitor.clients);
      quota.spend(this.#pull((this.#now + (i + 0.5) / count) * HOUR, client, image(), 0));
    }
  }

  /** Ping, manifest, then the layers from `from` on. Returns how many blobs that were. */
  #pull(start: Seconds, client: number, image: number, from: number): number {
    const { library } = this;
    const { latency } = this.#profile;
    const repository = library.repository.get(image);
    library.ask(image);
    let at = this.#ping(start, client);
    at = this.#manifest(at, client, image);
    this.#quotas.polls.charge(1);
    const first = library.first.get(image) + from;
    const end = library.first.get(image) + library.length.get(image);
    for (let heads = this.#whole(this.#headsPerPull); heads > 0; heads--) {
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
    this.#blobs += end - first;
    return end - first;
  }

  #poll(start: Seconds): void {
    const client = this.#clients.known();
    const image = this.library.newest.get(this.#repository());
    this.#quotas.polls.charge(1);
    this.#manifest(this.#ping(start, client), client, image);
  }

  /** Returns when the push is over. */
  #push(start: Seconds, repository: number): Seconds {
    const { library } = this;
    const { latency, pushes } = this.#profile;
    const client = this.#clients.known();
    const image = library.newest.get(repository);
    const first = library.first.get(image);
    const length = library.length.get(image);
    let at = this.#ping(start, client);
    for (let heads = this.#whole(this.#headsPerPush); heads > 0; heads--) {
      const layer = library.layers.get(first + Math.floor(this.#choices() * length));
      const size = library.sizes.get(layer);
      at = this.#record("head", at, latency.head * this.#noise(), client, repository, layer, size);
    }
    let uploads = this.#whole(this.#uploadsPerPush);
    for (let posts = this.#whole(this.#startsPerPush); posts > 0; posts--) {
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
    this.#quotas.pushes.charge(1);
    return this.#record("manifest-push", at, duration, client, repository, manifest, size);
  }

  #manifest(start: Seconds, client: number, image: number): Seconds {
    const { library } = this;
    const manifest = library.manifest.get(image);
    const size = library.manifestSizes.get(manifest);
    const duration = this.#profile.latency.manifest * this.#noise();
    const repository = library.repository.get(image);
    return this.#record("manifest", start, duration, client, repository, manifest, size);
  }

  /** The ping that begins a session, if it does. Returns when it is over. */
  #ping(start: Seconds, client: number): Seconds {
    return this.#choices() < this.#pinged ? this.#recordPing(start, client) : start;
  }

  #recordPing(start: Seconds, client: number): Seconds {
    const duration = this.#profile.latency.ping * this.#noise();
    this.#quotas.pings.charge(1);
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

  /** A time in this hour. */
  #start(): Seconds {
    return (this.#now + this.#starts()) * HOUR;
  }

  /** The repository of a poll or a push: a few are asked for most of the time. */
  #repository(): number {
    const known = this.library.repositories;
    for (;;) {
      const repository = this.#polled();
      if (repository < known) return repository;
    }
  }

  /** Blobs of the images `from` to `to` − 1, on average. */
  #meanLength(from: number, to: number): number {
    let sum = 0;
    for (let image = from; image < to; image++) sum += this.library.length.get(image);
    return sum / (to - from);
  }

  /** A whole number with that mean. */
  #whole(mean: number): number {
    return Math.floor(mean + this.#choices());
  }
}
