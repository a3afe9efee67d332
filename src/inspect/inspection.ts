/** What is in a trace: the document that `pullsim inspect` prints. Ratios are 0 to 1. */

import type { Bytes, Ratio, Seconds } from "../units.ts";
import type { Target } from "../workload/select.ts";
import type { Durations } from "./durations.ts";
import type { Popularity } from "./popularity.ts";
import type { Sessions } from "./sessions.ts";

export interface SizeSummary {
  count: number;
  meanBytes: Bytes;
  /** Bytes at p5, p10, p25, p50, p65, p75, p80, p90, p95, p99 and the greatest. */
  quantiles: Bytes[];
  under1MB: Ratio;
  under10MB: Ratio;
}

/** The share of blob GETs for objects above a size, and of their bytes. */
export interface SizeTail {
  aboveBytes: Bytes;
  requests: Ratio;
  bytes: Ratio;
}

/** What has been asked for after so many blob GETs. */
export interface GrowthPoint {
  requests: number;
  objects: number;
  bytes: Bytes;
}

/** A figure of this trace beside the published one. */
export interface Comparison {
  figure: string;
  measured: number;
  published: number;
  /** measured ÷ published − 1. */
  difference: number;
  source: string;
}

export interface Inspection {
  name: string;
  records: number;
  /** Blob GETs answered 200 with a body. */
  blobGets: number;
  /** Records that are none, by reason. */
  skipped: Record<string, number>;
  /** Records by method and by what they ask for: `mix.GET.blob`. */
  mix: Record<string, Partial<Record<Target, number>>>;
  statuses: Record<string, number>;
  /** First and last arrival of a blob GET, as ISO times, and the days between them. */
  first: string;
  last: string;
  days: number;
  /** Of the blob GETs. */
  clients: number;
  repositories: number;
  hosts: number;
  /** Repositories in which a layer is asked for, on average. */
  repositoriesPerLayer: number;
  bytes: Bytes;
  footprintBytes: Bytes;
  sizes: { requests: SizeSummary; layers: SizeSummary; tail: SizeTail[] };
  popularity: Popularity;
  manifests: Popularity & {
    gets: number;
    /** Share of them that no blob GET of the repository follows before the next of them. */
    withoutBlobs: Ratio;
  };
  /** Blob GETs since the last one of the same layer, at p10, p25, p50, p75, p90, p95, p99. */
  reuseDistances: number[];
  infiniteHitRatio: Ratio;
  /** Hit ratio of LRU over layers of one size, by capacity as a share of the distinct ones. */
  lru: { share: Ratio; hitRatio: Ratio }[];
  growth: GrowthPoint[];
  arrivals: {
    perSecond: number;
    /** Standard deviation ÷ mean of the time between arrivals. */
    variation: number;
    /** Share of the blob GETs in each hour of the day (UTC), and on each day from Monday. */
    byHour: Ratio[];
    byWeekday: Ratio[];
  };
  sessions: Sessions;
  durations: Durations;
  /** Requests that came too late to be put in order of arrival. */
  late: number;
  published: Comparison[];
}

/** In seconds since 1970 → ISO time. */
export function isoTime(time: Seconds): string {
  return Number.isFinite(time) ? new Date(Math.round(time * 1000)).toISOString() : "";
}
