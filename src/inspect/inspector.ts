/**
 * Counts what is in a trace, in one pass. Memory grows with the distinct layers, clients and
 * repositories, not with the records: what needs all values is kept as a histogram.
 */

import { Histogram } from "../metrics/histogram.ts";
import type { Bytes, Seconds } from "../units.ts";
import { Column } from "../workload/column.ts";
import { RequestMix } from "../workload/request-mix.ts";
import type { Target } from "../workload/select.ts";
import { DurationCounter } from "./durations.ts";
import { Growth } from "./growth.ts";
import { type Inspection, isoTime, type SizeSummary } from "./inspection.ts";
import { popularity } from "./popularity.ts";
import { type Arrived, Reorder } from "./reorder.ts";
import { SessionCounter } from "./sessions.ts";
import { StackDistance } from "./stack-distance.ts";

const QUANTILES = [0.05, 0.1, 0.25, 0.5, 0.65, 0.75, 0.8, 0.9, 0.95, 0.99, 1];
const REUSE_QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const LRU_SHARES = [0.001, 0.01, 0.05, 0.1, 0.2];
const TAILS = [2 ** 26, 2 ** 28, 2 ** 30];
const GROWTH_SHARES = [0.1, 0.25, 0.5, 0.75, 1];

export class Inspector {
  #records = 0;
  readonly #skipped: Record<string, number> = {};
  readonly #mix = new RequestMix();
  readonly #reorder = new Reorder((request) => this.#arrived(request));
  // Of blob GETs, by layer; sizes of 0 for layers not asked for.
  readonly #counts = new Column(Uint32Array);
  readonly #sizes = new Column(Float64Array);
  readonly #last = new Column(Float64Array);
  readonly #clients = new Set<number>();
  readonly #repositories = new Set<number>();
  readonly #hosts = new Set<number>();
  readonly #pairs = new Set<number>();
  readonly #requestSizes = new Histogram();
  readonly #under = [0, 0];
  readonly #tails = TAILS.map(() => ({ requests: 0, bytes: 0 }));
  readonly #distances = new Histogram();
  readonly #stack = new StackDistance();
  readonly #growth = new Growth();
  readonly #sessions = new SessionCounter();
  readonly #durations = new DurationCounter();
  readonly #byHour = new Float64Array(24);
  readonly #byWeekday = new Float64Array(7);
  readonly #manifestCounts = new Column(Uint32Array);
  /** Repositories whose last manifest GET has had no blob GET yet. */
  readonly #waiting = new Set<number>();
  #manifestGets = 0;
  #withoutBlobs = 0;
  #blobGets = 0;
  #bytes = 0;
  #footprint = 0;
  #first = Number.NaN;
  #lastArrival = Number.NaN;
  #squaredGaps = 0;

  /** A record of any kind; requests are told of by `request` too. */
  record(method: string, target: Target, status: number): void {
    this.#records++;
    this.#mix.record(method, target, status);
  }

  /** So many records, skipped for those reasons and of that mix, have been counted before. */
  counted(
    records: number,
    skipped: Readonly<Record<string, number>>,
    mix: Pick<RequestMix, "mix" | "statuses">,
  ): void {
    this.#records += records;
    this.#mix.include(mix);
    for (const [reason, n] of Object.entries(skipped)) {
      this.#skipped[reason] = (this.#skipped[reason] ?? 0) + n;
    }
  }

  /** A record is no blob GET, for that reason. */
  skip(reason: string): void {
    this.#skipped[reason] = (this.#skipped[reason] ?? 0) + 1;
  }

  /** A record that could not be read, or a line that is none. */
  unread(reason: string): void {
    this.#records++;
    this.skip(reason);
  }

  /**
   * A GET of a blob or manifest that was answered. `ended` in milliseconds since 1970; objects are
   * dense integers, blobs and manifests apart.
   */
  request(
    blob: boolean,
    ended: number,
    duration: Seconds,
    object: number,
    client: number,
    repository: number,
    host: number,
    size: Bytes,
  ): void {
    if (blob) this.#hosts.add(host);
    this.#reorder.push({
      arrival: ended / 1000 - duration,
      ended: ended / 1000,
      duration,
      blob,
      object,
      client,
      repository,
      size,
    });
  }

  /** All that was counted. */
  finish(name: string): { inspection: Inspection; growth: Growth } {
    this.#reorder.finish();
    const gets = this.#blobGets;
    const counted = popularity(this.#counts.values());
    const span = this.#lastArrival - this.#first;
    const gap = span / (gets - 1);
    const sizes = this.#sizes
      .values()
      .filter((size) => size > 0)
      .sort();
    const inspection: Inspection = {
      name,
      records: this.#records,
      blobGets: gets,
      skipped: sorted(this.#skipped),
      mix: this.#mix.mix,
      statuses: this.#mix.statuses,
      first: isoTime(this.#first),
      last: isoTime(this.#lastArrival),
      days: span / 86_400,
      clients: this.#clients.size,
      repositories: this.#repositories.size,
      hosts: this.#hosts.size,
      repositoriesPerLayer: this.#pairs.size / counted.objects,
      bytes: this.#bytes,
      footprintBytes: this.#footprint,
      sizes: {
        requests: {
          count: gets,
          meanBytes: this.#bytes / gets,
          quantiles: QUANTILES.map((share) => Math.round(this.#requestSizes.quantile(share))),
          under1MB: this.#under[0]! / gets,
          under10MB: this.#under[1]! / gets,
        },
        layers: summary(sizes),
        tail: this.#tails.map(({ requests, bytes }, i) => ({
          aboveBytes: TAILS[i]!,
          requests: requests / gets,
          bytes: bytes / this.#bytes,
        })),
      },
      popularity: counted,
      manifests: {
        gets: this.#manifestGets,
        withoutBlobs: (this.#withoutBlobs + this.#waiting.size) / this.#manifestGets,
        ...popularity(this.#manifestCounts.values()),
      },
      reuseDistances: REUSE_QUANTILES.map((share) => Math.round(this.#distances.quantile(share))),
      infiniteHitRatio: 1 - counted.objects / gets,
      lru: LRU_SHARES.map((share) => ({
        share,
        hitRatio: this.#stack.hitRatio(Math.floor(share * counted.objects)),
      })),
      growth: GROWTH_SHARES.map((share) => this.#growth.after(share * gets)),
      arrivals: {
        perSecond: gets / span,
        variation: Math.sqrt(Math.max(0, this.#squaredGaps / (gets - 1) - gap ** 2)) / gap,
        byHour: Array.from(this.#byHour, (count) => count / gets),
        byWeekday: Array.from(this.#byWeekday, (count) => count / gets),
      },
      sessions: this.#sessions.finish(),
      durations: this.#durations.finish(),
      late: this.#reorder.late,
      published: [],
    };
    return { inspection, growth: this.#growth };
  }

  /** Requests, in order of arrival. */
  #arrived(request: Arrived): void {
    if (!request.blob) {
      this.#manifest(request);
      return;
    }
    const { arrival, object, client, repository, size } = request;
    this.#waiting.delete(repository);
    if (this.#blobGets === 0) this.#first = arrival;
    else this.#squaredGaps += Math.max(0, arrival - this.#lastArrival) ** 2;
    this.#lastArrival = arrival;
    this.#blobGets++;
    this.#bytes += size;
    this.#clients.add(client);
    this.#repositories.add(repository);
    this.#requestSizes.add(size);
    this.#durations.add(size, request.duration);
    if (size < 1e6) this.#under[0]!++;
    if (size < 1e7) this.#under[1]!++;
    for (let i = 0; i < TAILS.length; i++) {
      if (size <= TAILS[i]!) break;
      this.#tails[i]!.requests++;
      this.#tails[i]!.bytes += size;
    }
    while (this.#counts.length <= object) {
      this.#counts.push(0);
      this.#sizes.push(0);
      this.#last.push(0);
    }
    const seen = this.#counts.get(object);
    this.#counts.set(object, seen + 1);
    if (seen > 0) this.#distances.add(this.#blobGets - this.#last.get(object));
    else {
      this.#sizes.set(object, size);
      this.#footprint += size;
    }
    this.#last.set(object, this.#blobGets);
    // A popular layer's repositories are many: a pair is one number, exact below 2^53.
    this.#pairs.add(object * 2 ** 24 + repository);
    this.#stack.request(object);
    this.#growth.request(seen > 0 ? 0 : size);
    this.#sessions.request(request);
    const hours = Math.floor(arrival / 3600);
    this.#byHour[hours % 24]!++;
    // 1 January 1970 was a Thursday.
    this.#byWeekday[(Math.floor(hours / 24) + 3) % 7]!++;
  }

  #manifest({ object, repository }: Arrived): void {
    this.#manifestGets++;
    while (this.#manifestCounts.length <= object) this.#manifestCounts.push(0);
    this.#manifestCounts.set(object, this.#manifestCounts.get(object) + 1);
    if (this.#waiting.has(repository)) this.#withoutBlobs++;
    this.#waiting.add(repository);
  }
}

/** Of sizes in ascending order. */
function summary(sizes: Float64Array): SizeSummary {
  const count = sizes.length;
  const below = (size: Bytes): number => {
    const at = sizes.findIndex((value) => value >= size);
    return (at < 0 ? count : at) / count;
  };
  return {
    count,
    meanBytes: sizes.reduce((sum, size) => sum + size, 0) / count,
    quantiles: QUANTILES.map(
      (share) => sizes[Math.max(0, Math.ceil(share * count) - 1)] ?? Number.NaN,
    ),
    under1MB: below(1e6),
    under10MB: below(1e7),
  };
}

function sorted(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
