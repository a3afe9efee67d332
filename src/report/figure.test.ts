/** The picture says what the numbers say: read back from where things are drawn, not from labels. */

import { beforeAll, expect, test } from "vitest";
import { sampleSweep } from "../testing/sweep-document.ts";
import { toSvg } from "./figure.ts";
import { lineStyles } from "./policy-style.ts";

const document = sampleSweep();
const capacities = [...new Set(document.results[0]!.cells.map((cell) => cell.capacityBytes))];
let svg: string;

beforeAll(async () => {
  svg = await toSvg(document);
});

/** The part of the SVG that draws one panel. */
function panelOf(text: string, panel: number): string {
  const start = text.indexOf(`concat_${panel}_group`);
  const end = text.indexOf(`concat_${panel + 1}_group`);
  return text.slice(start, end);
}

/** From height in pixels to percent, by the labels of the panel's own vertical axis. */
function scaleOf(panel: string): (y: number) => number {
  const heights = [...panel.matchAll(/<line transform="translate\(0,([\d.]+)\)" x2="-3"/g)];
  const labels = [...panel.matchAll(/translate\(-[\d.]+,[\d.]+\)"[^>]*>(\d+)<\/text>/g)];
  expect(heights.length).toBe(labels.length);
  const [a, b] = [0, labels.length - 1].map((i) => ({
    y: Number(heights[i]![1]),
    percent: Number(labels[i]![1]),
  }));
  const slope = (b!.percent - a!.percent) / (b!.y - a!.y);
  return (y) => a!.percent + slope * (y - a!.y);
}

test("the heights of the markers are the savings of the document", () => {
  const toPercent = scaleOf(panelOf(svg, 0));
  const colors = lineStyles(["lru", "r-cache"], "light");
  for (const [i, { cells }] of document.results.entries()) {
    const marks = panelOf(svg, i).split("mark-symbol").at(-1)!;
    for (const policy of ["lru", "r-cache"]) {
      const heights = [
        ...marks.matchAll(/translate\([\d.e-]+,([\d.]+)\)" d="[^"]+" fill="(#\w+)"/g),
      ]
        .filter(([, , fill]) => fill === colors.get(policy)!.color)
        .map(([, y]) => toPercent(Number(y)));
      const rates = cells.filter((cell) => cell.policy === policy).map((c) => c.latencySavingsRate);
      expect(heights).toHaveLength(capacities.length);
      for (const [at, rate] of rates.entries()) {
        expect(heights[at]! / 100).toBeCloseTo(rate, 9);
      }
    }
  }
});

test("the dashed ceiling stands at the bounds of the document", () => {
  const toPercent = scaleOf(panelOf(svg, 0));
  for (const [i, { cells }] of document.results.entries()) {
    const [, path] = /d="M([^"]+)"[^>]*stroke-dasharray="4,3"/.exec(panelOf(svg, i))!;
    const heights = path!.split("L").map((point) => toPercent(Number(point.split(",")[1])) / 100);
    const bounds = cells.filter(({ policy }) => policy === "pfoo-u");
    expect(heights).toHaveLength(bounds.length);
    for (const [at, { latencySavingsRate }] of bounds.entries()) {
      // A path is written to a thousandth of a pixel.
      expect(heights[at]).toBeCloseTo(latencySavingsRate, 5);
    }
  }
});

test("the markers stand at the logarithms of the capacities", () => {
  const marks = panelOf(svg, 3).split("mark-symbol").at(-1)!;
  const across = [...marks.matchAll(/translate\(([\d.e-]+),[\d.]+\)" d=/g)].map(([, x]) =>
    Number(x),
  );
  const widest = Math.max(...across);
  const span = Math.log(capacities.at(-1)! / capacities[0]!);
  for (const [i, capacity] of capacities.entries()) {
    expect(across[i]! / widest).toBeCloseTo(Math.log(capacity / capacities[0]!) / span, 9);
  }
});

test("bands reach one half-width above and below the curve", () => {
  const area = /area mark" d="M0,([\d.]+)L.*?L0,([\d.]+)Z/.exec(panelOf(svg, 0))!;
  const toPercent = scaleOf(panelOf(svg, 0));
  const first = document.results[0]!.cells.find(({ policy }) => policy === "lru")!;
  const height = Math.abs(toPercent(Number(area[1])) - toPercent(Number(area[2])));
  expect(height / 100).toBeCloseTo(2 * first.savingsHalfWidth, 4);
});

test("there is a panel a trace, and the legend says what is what", () => {
  for (const { trace } of document.results) expect(svg).toContain(`>${trace.name}</text>`);
  for (const words of ["r-cache", "pfoo-u: upper bound", "infinite: keeps all", "over 3 seeds"]) {
    expect(svg).toContain(`>${words}</text>`);
  }
});

test("at two panels a row it is set in six points and more in a column of 240", async () => {
  const column = await toSvg(document, { columns: 2 });
  const [, width] = /<svg[^>]* width="(\d+)"/.exec(column)!;
  const sizes = [...column.matchAll(/font-size="(\d+)px"/g)].map(([, size]) => Number(size));
  expect(sizes.length).toBeGreaterThan(20);
  expect(Math.min(...sizes) * (240 / Number(width))).toBeGreaterThanOrEqual(6);
});

test("the same document gives the same bytes", async () => {
  expect((await toSvg(sampleSweep())) === svg).toBe(true);
});

test("on a dark page no ink is dark", async () => {
  const dark = await toSvg(document, { theme: "dark" });
  const inks = [...dark.matchAll(/fill="#(\w{6})"[^>]*>[^<]+<\/text>/g)].map(([, hex]) => hex!);
  expect(inks.length).toBeGreaterThan(20);
  for (const hex of inks) expect(Number.parseInt(hex.slice(0, 2), 16)).toBeGreaterThan(0x90);
});
