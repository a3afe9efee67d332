/** An inspection for people: a few short tables, at most 80 columns wide. */

import type { Comparison, Inspection, SizeSummary } from "../inspect/inspection.ts";
import { formatBytes, formatSeconds, type Ratio } from "../units.ts";
import { inColumns } from "./in-columns.ts";

type Rows = readonly (readonly string[])[];

/** Everything that an inspection says. */
export function toInspectionTable(inspection: Inspection): string {
  const { sizes, popularity, manifests, sessions, durations, arrivals } = inspection;
  const skipped = Object.entries(inspection.skipped).sort(([, a], [, b]) => b - a);
  const parts = [
    [
      `${inspection.name}: ${whole(inspection.records)} records, ${whole(inspection.blobGets)} blob GETs`,
      `${inspection.first} to ${inspection.last}, ${figure(inspection.days)} days`,
      `skipped: ${skipped.map(([reason, n]) => `${whole(n)} ${reason}`).join(", ") || "none"}`,
      ...(inspection.late > 0 ? [`${whole(inspection.late)} requests too late to be ordered`] : []),
    ].join("\n"),
    section("request mix", mix(inspection)),
    section("blob GETs", [
      ["clients", whole(inspection.clients)],
      ["repositories", whole(inspection.repositories)],
      ["registry hosts", whole(inspection.hosts)],
      ["layers", whole(popularity.objects)],
      ["repositories per layer", figure(inspection.repositoriesPerLayer)],
      ["bytes", formatBytes(inspection.bytes)],
      ["footprint", formatBytes(inspection.footprintBytes)],
    ]),
    section("sizes", [
      ["", "mean", "p10", "p25", "p50", "p75", "p90", "p99", "greatest", "<1 MB", "<10 MB"],
      ["by request", ...sizeRow(sizes.requests)],
      ["by layer", ...sizeRow(sizes.layers)],
    ]),
    section("large blobs", [
      ["", "of the blob GETs", "of their bytes"],
      ...sizes.tail.map(({ aboveBytes, requests, bytes }) => [
        `> ${aboveBytes / 2 ** 20} MiB`,
        percent(requests),
        percent(bytes),
      ]),
    ]),
    section("popularity", [
      ["", "top 0.1 %", "top 1 %", "top 10 %", "one-timers", "Zipf"],
      ["layers", ...popularityRow(popularity)],
      ["manifests", ...popularityRow(manifests)],
      ["manifest GETs that no blob GET follows", percent(manifests.withoutBlobs)],
    ]),
    section("reuse", [
      ["requests since the last", "p10", "p25", "p50", "p75", "p90", "p95", "p99"],
      ["", ...inspection.reuseDistances.map(whole)],
      ["LRU of x % of the layers", ...inspection.lru.map(({ share }) => percent(share)), "all"],
      [
        "hit ratio",
        ...inspection.lru.map(({ hitRatio }) => percent(hitRatio)),
        percent(inspection.infiniteHitRatio),
      ],
    ]),
    section("footprint growth", [
      ["blob GETs", ...inspection.growth.map(({ requests }) => whole(requests))],
      ["layers", ...inspection.growth.map(({ objects }) => whole(objects))],
      ["bytes", ...inspection.growth.map(({ bytes }) => formatBytes(bytes))],
    ]),
    section("arrivals", [
      ["blob GETs a second", figure(arrivals.perSecond)],
      ["deviation ÷ mean of the gaps", figure(arrivals.variation)],
      ["by hour (UTC), 1 = even", arrivals.byHour.map((part) => (24 * part).toFixed(1)).join(" ")],
      ["from Monday, 1 = even", arrivals.byWeekday.map((part) => (7 * part).toFixed(2)).join(" ")],
    ]),
    section("sessions (one client and repository, pauses up to 30 s)", [
      ["", "mean", "p25", "p50", "p75", "p90", "p95", "p99"],
      ["blobs", figure(sessions.meanBlobs), ...sessions.blobs.map(whole)],
      ["bytes", "", ...sessions.bytes.map(formatBytes)],
      ["sessions", whole(sessions.count)],
    ]),
    section(
      `durations: ${formatSeconds(durations.overheadSeconds)} + size ÷ ${formatBytes(durations.bandwidth)}/s (least squares)`,
      [
        ["size", "count", "p10", "p50", "p90", "mean"],
        ...durations.bySize
          .filter(({ count }) => count > 0)
          .map((of) => [
            of.belowBytes === Number.POSITIVE_INFINITY
              ? "above"
              : `< ${formatBytes(of.belowBytes)}`,
            whole(of.count),
            ...[of.p10Seconds, of.p50Seconds, of.p90Seconds, of.meanSeconds].map(formatSeconds),
          ]),
      ],
    ),
    ...(inspection.published.length > 0 ? [comparisonTable(inspection.published)] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Figures beside the published ones. */
function comparisonTable(comparisons: readonly Comparison[]): string {
  return section("published", [
    ["figure", "published", "here", "difference", "source"],
    ...comparisons.map((of) => [
      of.figure,
      figure(of.published),
      figure(of.measured),
      `${of.difference >= 0 ? "+" : "−"}${Math.abs(100 * of.difference).toFixed(1)} %`,
      of.source,
    ]),
  ]);
}

function mix({ mix: counts }: Inspection): Rows {
  const targets = ["ping", "blob", "manifest", "upload", "other"] as const;
  const used = targets.filter((of) => Object.values(counts).some((row) => row[of] !== undefined));
  return [
    ["", ...used],
    ...Object.entries(counts).map(([method, row]) => [
      method,
      ...used.map((of) => (row[of] === undefined ? "" : whole(row[of]))),
    ]),
  ];
}

function sizeRow({ meanBytes, quantiles, under1MB, under10MB }: SizeSummary): string[] {
  const [, p10, p25, p50, , p75, , p90, , p99, most] = quantiles;
  const shown = [meanBytes, p10!, p25!, p50!, p75!, p90!, p99!, most!];
  return [...shown.map(formatBytes), percent(under1MB), percent(under10MB)];
}

function popularityRow(of: Inspection["popularity"]): string[] {
  const { topThousandth, topHundredth, topTenth, oneTimers, zipfExponent } = of;
  return [...[topThousandth, topHundredth, topTenth, oneTimers].map(percent), figure(zipfExponent)];
}

function section(title: string, rows: Rows): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const whole = rows.map((row) => Array.from({ length: columns }, (_, i) => row[i] ?? ""));
  const table = inColumns("l".padEnd(columns, "r"), whole);
  return `${title}\n${table.replace(/^/gm, "  ")}`;
}

function whole(count: number): string {
  return Number.isNaN(count) ? "–" : Math.round(count).toLocaleString("en-US");
}

function figure(value: number): string {
  if (Number.isNaN(value)) return "–";
  if (Number.isInteger(value)) return whole(value);
  return Math.abs(value) >= 1e4
    ? whole(Number(value.toPrecision(4)))
    : String(Number(value.toPrecision(4)));
}

function percent(ratio: Ratio): string {
  return Number.isNaN(ratio) ? "–" : `${Number((100 * ratio).toFixed(1))} %`;
}
