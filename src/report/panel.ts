/** One panel of the figure as a Vega-Lite view: a metric against capacity, a line a policy. */

import { type Bytes, formatBytes } from "../units.ts";
import { type LineStyle, STANDS_OUT, type Theme } from "./policy-style.ts";

/** Colours of everything that is not a policy. */
export const PAPER: Readonly<
  Record<Theme, Record<"page" | "ink" | "faint" | "grid" | "band", string>>
> = {
  light: { page: "#ffffff", ink: "#222222", faint: "#666666", grid: "#e4e4e4", band: "#dfe8c8" },
  dark: { page: "#14171a", ink: "#e6e6e6", faint: "#a0a4a8", grid: "#2e3338", band: "#2f3a22" },
};

/** What the R-cache paper says that it saves, over its traces and capacities (its abstract). */
export const PAPER_RANGE = [0.102, 0.368] as const;

/** How strongly a confidence band is painted. */
export const BAND_OPACITY = 0.15;

export interface PanelOptions {
  readonly theme: Theme;
  readonly styles: ReadonlyMap<string, LineStyle>;
  /** Ascending. */
  readonly capacities: readonly Bytes[];
  readonly width: number;
  readonly height: number;
  /** Least and greatest value of the vertical axis; for a page, which changes it, its signals' names. */
  readonly domain: readonly [number, number] | "signals";
  /** Whether this panel is the first of its row, and the last of its column: those name the axes. */
  readonly first: boolean;
  readonly last: boolean;
}

/**
 * A layered view without data. Its rows have `policy`, `capacity` in bytes, and `value`, `low` and
 * `high` as ratios.
 */
export function panel(options: PanelOptions): object {
  const { theme, styles, capacities, width, height, domain, first, last } = options;
  const { band, grid, faint } = PAPER[theme];
  const policies = [...styles.keys()];
  const lines = policies.filter((policy) => !styles.get(policy)!.bound);
  const scale = <T>(of: (style: LineStyle) => T) => ({
    domain: policies,
    range: [...styles.values()].map(of),
  });
  const live = domain === "signals";
  const color = { field: "policy", type: "nominal", scale: scale((s) => s.color), legend: null };
  const x = {
    field: "capacity",
    type: "quantitative",
    scale: { type: "log", domain: [capacities[0], capacities.at(-1)], nice: false },
    axis: {
      title: last ? "capacity of the cache" : null,
      values: capacities,
      labelExpr: tickLabels(capacities),
      labelOverlap: false,
      labelFlush: false,
      labelColor: faint,
      gridColor: grid,
      tickColor: grid,
      domainColor: faint,
    },
  };
  const y = {
    field: "value",
    type: "quantitative",
    scale: domain === "signals" ? SIGNALLED : { domain, nice: false, zero: false },
    axis: {
      title: first && !live ? "latency savings, %" : null,
      tickCount: 5,
      labelExpr: live
        ? "format(datum.value, '~g')"
        : first
          ? "format(100 * datum.value, '~f')"
          : "''",
      labelColor: faint,
      gridColor: grid,
      tickColor: grid,
      ticks: first,
      domain: false,
    },
  };
  const onlyLines = { filter: { field: "policy", oneOf: lines } };
  return {
    width,
    height,
    view: { stroke: null },
    layer: [
      {
        data: live ? { name: "paper" } : { values: [{ from: PAPER_RANGE[0], to: PAPER_RANGE[1] }] },
        mark: { type: "rect", color: band },
        encoding: {
          y: { field: "from", type: "quantitative", scale: y.scale, axis: y.axis },
          y2: { field: "to" },
        },
      },
      {
        transform: [onlyLines],
        mark: { type: "area", opacity: BAND_OPACITY, clip: live },
        encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
      },
      {
        mark: { type: "line" },
        encoding: {
          x,
          y,
          color,
          strokeDash: {
            field: "policy",
            type: "nominal",
            scale: scale((s) => [...s.dash]),
            legend: null,
          },
          strokeWidth: {
            condition: { test: `datum.policy === "${STANDS_OUT}"`, value: 2.2 },
            value: 1.3,
          },
        },
      },
      {
        transform: [onlyLines],
        mark: { type: "point", filled: true, size: 22, opacity: 1 },
        encoding: {
          x,
          y,
          color,
          shape: { field: "policy", type: "nominal", scale: scale((s) => s.shape), legend: null },
        },
      },
      ...(live ? [touchTargets(x, y)] : []),
    ],
  };
}

/** Unseen and larger than the markers: what tells the numbers of a point, of a bound too. */
function touchTargets(x: object, y: object): object {
  return {
    mark: { type: "circle", size: 220, opacity: 0 },
    encoding: { x, y, tooltip: { field: "tip" } },
  };
}

/** The scale of a page's panel: the page sets both signals with the metric. */
const SIGNALLED = {
  domainMin: { expr: "low" },
  domainMax: { expr: "high" },
  nice: false,
  zero: false,
};

/** Ticks say 50, 100, … and the first of each unit says it: two lines, so that they fit. */
function tickLabels(capacities: readonly Bytes[]): string {
  const seen = new Set<string>();
  const labels = capacities.map((capacity) => {
    const [amount, unit] = formatBytes(capacity).split(" ") as [string, string];
    const first = !seen.has(unit);
    seen.add(unit);
    return `datum.value === ${capacity} ? ${JSON.stringify(first ? [amount, unit] : [amount])}`;
  });
  return `${labels.join(" : ")} : ''`;
}
