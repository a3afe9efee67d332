/** Sets what was counted beside what is published. */

import type { Profile } from "../workload/profile.ts";
import type { Growth } from "./growth.ts";
import type { Comparison, Inspection } from "./inspection.ts";

/** A trace spans "about" so many days, or the whole, within this share. */
const ABOUT = 0.03;
/** Days below which a part of a trace says nothing about the whole's numbers. */
const SHORTEST_PART = 1;

/** A part that begins later than this after the trace does is not its beginning: seconds. */
const BEGINNING = 86_400;

/**
 * The figures that a profile's `published` names and that can be compared: those of the whole trace
 * only when this is the whole, those of its beginning only when this begins there, and those of so many
 * days only when it is about as long.
 */
export function compare(inspection: Inspection, growth: Growth, profile: Profile): Comparison[] {
  const figures = figuresOf(inspection);
  const part = inspection.days / profile.days;
  const whole = Math.abs(part - 1) <= ABOUT;
  const late = Date.parse(inspection.first) - Date.parse(profile.start);
  const beginning = whole || Math.abs(late) <= 1000 * BEGINNING;
  return profile.published.flatMap(({ figure, value, source, over, at }) => {
    if (at !== undefined) {
      if (!beginning) return [];
      const requests = at * profile.blobGets;
      // The last point of a whole trace is its end, however many blob GETs it has.
      if (requests > inspection.blobGets && !(whole && at === 1)) return [];
      const after = growth.after(Math.min(requests, inspection.blobGets));
      const measured = figure === "bytes" ? after.bytes : after.objects;
      return [comparison(`${figure} after ${percent(at)}`, measured, value, source)];
    }
    const measured = figures[figure] ?? Number.NaN;
    if (over === "part") {
      if (inspection.days < SHORTEST_PART) return [];
      const expected = whole ? value : value * part;
      return [comparison(figure, measured, expected, source)];
    }
    const comparable =
      over === "any" ||
      (over === "whole" ? whole : beginning && Math.abs(inspection.days / over - 1) <= ABOUT);
    return comparable ? [comparison(figure, measured, value, source)] : [];
  });
}

function comparison(
  figure: string,
  measured: number,
  published: number,
  source: string,
): Comparison {
  return { figure, measured, published, difference: measured / published - 1, source };
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

/** The figures that `published` may name. */
function figuresOf(inspection: Inspection): Readonly<Record<string, number>> {
  const { sizes, popularity, manifests, sessions, durations, reuseDistances, lru } = inspection;
  const gets = Object.values(inspection.mix.GET ?? {}).reduce((sum, n) => sum + n, 0);
  const [over64MiB, over256MiB, over1GiB] = sizes.tail;
  return {
    records: inspection.records,
    blobGets: inspection.blobGets,
    clients: inspection.clients,
    hosts: inspection.hosts,
    layers: popularity.objects,
    bytes: inspection.footprintBytes,
    meanBlobBytes: sizes.requests.meanBytes,
    meanLayerBytes: sizes.layers.meanBytes,
    layersUnder1MB: sizes.layers.under1MB,
    layersUnder10MB: sizes.layers.under10MB,
    blobGetsOver64MiB: over64MiB!.requests,
    bytesOver64MiB: over64MiB!.bytes,
    blobGetsOver256MiB: over256MiB!.requests,
    bytesOver256MiB: over256MiB!.bytes,
    blobGetsOver1GiB: over1GiB!.requests,
    bytesOver1GiB: over1GiB!.bytes,
    topThousandth: popularity.topThousandth,
    topHundredth: popularity.topHundredth,
    topTenth: popularity.topTenth,
    oneTimers: popularity.oneTimers,
    twoTimers: popularity.twoTimers,
    tenTimers: popularity.tenTimers,
    zipfExponent: popularity.zipfExponent,
    repositoriesPerLayer: inspection.repositoriesPerLayer,
    infiniteHitRatio: inspection.infiniteHitRatio,
    lruThousandth: lru[0]!.hitRatio,
    lruHundredth: lru[1]!.hitRatio,
    lruTwentieth: lru[2]!.hitRatio,
    lruTenth: lru[3]!.hitRatio,
    lruFifth: lru[4]!.hitRatio,
    reuseP50: reuseDistances[2]!,
    reuseP75: reuseDistances[3]!,
    reuseP90: reuseDistances[4]!,
    manifestTopHundredth: manifests.topHundredth,
    manifestsWithoutBlobs: manifests.withoutBlobs,
    pingsOfGets: (inspection.mix.GET?.ping ?? 0) / gets,
    blobsOfGets: (inspection.mix.GET?.blob ?? 0) / gets,
    sessionBlobsMean: sessions.meanBlobs,
    sessionBlobsP50: sessions.blobs[1]!,
    sessionBlobsP90: sessions.blobs[3]!,
    sessionBytesP50: sessions.bytes[1]!,
    arrivalVariation: inspection.arrivals.variation,
    overheadSeconds: durations.overheadSeconds,
    bandwidth: durations.bandwidth,
    durationP50: durations.p50Seconds,
    durationMean: durations.meanSeconds,
  };
}
