/**
 * A registry's trace, made up from its profile hour by hour: pulls by users and by the monitor, polls
 * that fetch nothing, pushes, and pings. Each hour's sessions need only what went before, so a
 * shorter trace is the beginning of a longer one.
 */

import { randomExponential } from "d3-random";
import { stream } from "../random/stream.ts";
import { zipf } from "../random/zipf.ts";
import type { Seconds } from "../units.ts";
import { ClientPopulation } from "./client-population.ts";
import { ImageLibrary } from "./image-library.ts";
import { hourlyShares } from "./load-shape.ts";
import type { Profile } from "./profile.ts";
import { Quota } from "./quota.ts";
import { type GeneratedRecords, Sessions } from "./sessions.ts";

const HOUR: Seconds = 3600;

export class Generator {
  readonly library: ImageLibrary;
  readonly #profile: Profile;
  readonly #shares: Float64Array;
  readonly #clients: ClientPopulation;
  readonly #quotas: Readonly<
    Record<"users" | "monitor" | "rounds" | "polls" | "pushes" | "pings", Quota>
  >;
  readonly #sessions: Sessions;
  readonly #starts;
  readonly #choices;
  readonly #pushDelay;
  readonly #polled: () => number;
  readonly #round: () => number;
  /** Blobs that a user's pull fetches, on average so far. */
  #meanBlobs: number;
  #userPulls = 0;
  #blobs = 0;
  #monitorPulls = 0;
  #now = 0;

  constructor(profile: Profile, seed: number, sink: GeneratedRecords) {
    this.#profile = profile;
    const named = (name: string) => stream(seed, `generate.${profile.name}.${name}`);
    const choices = named("choices");
    this.#choices = choices;
    this.#starts = named("starts");
    this.#shares = hourlyShares(profile, named("load"));
    this.#clients = new ClientPopulation(profile, named("clients"));
    this.library = new ImageLibrary(profile, named("sizes"), named("images"));
    const { images, monitor, rounds, records, pushes } = profile;
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
    const perPush = (count: number): number => (manifestPuts > 0 ? count / manifestPuts : 0);
    const pings = records.get - profile.blobGets - profile.manifestGets;
    const pinged = (profile.pings.sessions * pings) / (profile.manifestGets + manifestPuts);
    const rates = {
      pinged: Math.min(1, pinged),
      headsPerPull: (records.head * (1 - pushes.heads)) / pulls,
      headsPerPush: perPush(records.head * pushes.heads),
      uploadsPerPush: perPush(uploads),
      startsPerPush: perPush(records.post),
    };
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
    this.#sessions = new Sessions(profile, this.library, rates, this.#quotas, sink, choices, named);
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
    const sessions = this.#sessions;
    for (let i = pushes.sessions(); i > 0; i--) {
      sessions.push(this.#start(), this.#clients.known(), this.#repository());
    }
    for (let i = polls.sessions(); i > 0; i--) {
      sessions.poll(this.#start(), this.#clients.known(), this.#repository());
    }
    for (let i = pings.sessions(); i > 0; i--) sessions.ping(this.#start(), this.#clients.known());
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
      const repository = library.repository.get(pull.image);
      at = this.#sessions.push(start, this.#clients.known(), repository) + this.#pushDelay();
    }
    library.count(pull.image);
    const blobs = this.#sessions.pull(at, client, pull.image, pull.from);
    this.#blobs += blobs;
    this.#quotas.users.spend(blobs);
    this.#userPulls++;
    if (this.#userPulls >= 100) this.#meanBlobs += (blobs - this.#meanBlobs) / this.#userPulls;
  }

  /** Pulls by the monitor, evenly over the hour. */
  #scheduled(quota: Quota, image: () => number): void {
    const count = quota.scheduled();
    for (let i = 0; i < count; i++) {
      const client = Math.floor(this.#choices() * this.#profile.monitor.clients);
      const start = (this.#now + (i + 0.5) / count) * HOUR;
      const blobs = this.#sessions.pull(start, client, image(), 0);
      this.#blobs += blobs;
      quota.spend(blobs);
    }
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
}
