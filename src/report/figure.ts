/** The figure: a panel a trace and a legend, savings against capacity, as Vega-Lite and as SVG. */

import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { type Point, pointsOf } from "./curve.ts";
import { legend } from "./legend.ts";
import { PAPER, panel } from "./panel.ts";
import { lineStyles, STANDS_OUT, type Theme } from "./policy-style.ts";
import type { SweepDocument } from "./sweep-document.ts";

export interface FigureOptions {
  readonly theme?: Theme;
  /** Panels beside each other: 4 fill a page's width, 2 a column's. */
  readonly columns?: number;
  /** Which scenario of the sweep; default: the first. */
  readonly scenario?: string;
}

/** The family that the PNG is set in; an SVG falls back on what its reader has. */
export const FONT = "Source Sans 3";

/** Mean width of a letter, in sizes of the font: without a canvas there is nothing to measure with. */
const WIDTH = 0.47;
/** Exported by vega, which does not tell its types. */
const { textMetrics } = vega as unknown as {
  textMetrics: { width: (item: { fontSize?: number }, text: unknown) => number };
};

/** Two beside each other set their text in 6.4 points in a column of 240, four as much on a page. */
const PANEL = { width: 150, height: 116 };

/** The figure as SVG text; the same document gives the same bytes on every machine. */
export async function toSvg(document: SweepDocument, options: FigureOptions = {}): Promise<string> {
  const { spec } = compile(figureSpec(document, options) as TopLevelSpec);
  textMetrics.width = ({ fontSize }, text) => WIDTH * (fontSize ?? 11) * String(text).length;
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg}\n`;
}

/** The Vega-Lite specification of the figure. Its data are those of the document, unrounded. */
function figureSpec(document: SweepDocument, options: FigureOptions = {}): object {
  const { theme = "light" } = options;
  const scenario = options.scenario ?? document.results[0]?.scenario.name;
  const results = document.results.filter((result) => result.scenario.name === scenario);
  const points = pointsOf(results).filter(({ capacityBytes }) => Number.isFinite(capacityBytes));
  const traces = [...new Set(results.map(({ trace }) => trace.name))];
  const columns = options.columns ?? Math.min(4, traces.length + 1);
  const capacities = [...new Set(points.map(({ capacityBytes }) => capacityBytes))];
  capacities.sort((a, b) => a - b);
  const styles = lineStyles([...new Set(points.map(({ policy }) => policy))], theme);
  const { page, ink, faint } = PAPER[theme];
  const domain = verticalDomain(points);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: describe(document, traces, scenario),
    background: page,
    padding: 10,
    spacing: { row: 14, column: 14 },
    columns,
    concat: [
      ...traces.map((name, i) => ({
        title: { text: name, subtitle: subtitle(results, name) },
        data: { values: rowsOf(points, name) },
        ...panel({
          ...{ theme, styles, capacities, domain, ...PANEL },
          first: i % columns === 0,
          last: i + columns >= traces.length,
        }),
      })),
      legend(styles, theme, PANEL, confidence(document)),
    ],
    config: {
      font: `${FONT}, Source Sans Pro, Helvetica, Arial, sans-serif`,
      axis: {
        labelFontSize: 10,
        tickRound: false,
        labelPadding: 3,
        tickSize: 3,
        titleFontSize: 10,
        titleFontWeight: 400,
        titleColor: faint,
      },
      title: {
        anchor: "start",
        frame: "group",
        fontSize: 12,
        fontWeight: 600,
        color: ink,
        subtitleFontSize: 10,
        subtitleColor: faint,
        subtitlePadding: 1,
        offset: 5,
      },
    },
  };
}

function rowsOf(points: readonly Point[], trace: string): object[] {
  const own = points.filter((point) => point.trace === trace);
  const inFront = ({ policy }: Point): boolean => policy === STANDS_OUT;
  // What is drawn last lies on top.
  return own
    .toSorted((a, b) => Number(inFront(a)) - Number(inFront(b)))
    .map(({ policy, capacityBytes, metrics, halfWidth }) => {
      const value = metrics.latencySavingsRate;
      const low = value - halfWidth;
      // Nothing saves more than all of it.
      const high = Math.min(1, value + halfWidth);
      return { policy, capacity: capacityBytes, value, low, high };
    });
}

/** What the half-widths are from, in a few words. */
export function confidence({ replications }: SweepDocument): string {
  return replications > 1 ? `over ${replications} seeds` : "by batch means";
}

/** Shared by all panels, so that they compare; whole tens of percent, the paper's range within. */
function verticalDomain(points: readonly Point[]): [number, number] {
  const lows = points.map(({ metrics }) => metrics.latencySavingsRate);
  const highs = points.map(({ metrics, halfWidth }) => metrics.latencySavingsRate + halfWidth);
  const least = Math.floor(Math.min(0, ...lows) * 10) / 10;
  return [least, Math.min(1, Math.ceil(Math.max(0.4, ...highs) * 10) / 10)];
}

function subtitle(results: SweepDocument["results"], name: string): string {
  const { requests } = results.find(({ trace }) => trace.name === name)!.trace;
  const amount =
    requests < 1e6 ? requests.toLocaleString("en-US") : `${(requests / 1e6).toFixed(2)} million`;
  return `${amount} requests`;
}

function describe(document: SweepDocument, traces: readonly string[], scenario?: string): string {
  const { fidelity, seed } = document.results[0] ?? {};
  return (
    `Latency savings rate in percent against cache capacity, for ${traces.join(", ")}. ` +
    `Scenario ${scenario}, fidelity ${fidelity}, seed ${seed}, ${document.replications} replications, pullsim ${document.version}. ` +
    `Made by: ${document.command}`
  );
}
