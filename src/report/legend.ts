/** The legend as a panel of its own: what the lines, bands and axes of the figure mean. */

import { BAND_OPACITY, PAPER, PAPER_RANGE } from "./panel.ts";
import type { LineStyle, Theme } from "./policy-style.ts";

const ROW = 15;
const SWATCH = 26;

/** A view of the size of a panel; it grows where it has more rows than fit. */
export function legend(
  styles: ReadonlyMap<string, LineStyle>,
  theme: Theme,
  { width, height }: { readonly width: number; readonly height: number },
  /** Where the confidence is from. */
  confidence: string,
): object {
  const { ink, faint, band, grid } = PAPER[theme];
  const entries = [...styles].map(([policy, style], i) => ({ policy, style, y: 6 + ROW * i }));
  const bandY = 6 + ROW * entries.length;
  const surest = entries.find(({ style }) => !style.bound)?.style.color ?? ink;
  const range = PAPER_RANGE.map((ratio) => (100 * ratio).toFixed(1)).join("–");
  const at = (value: number) => ({ value });
  const mark = (mark: object, encoding: object) => ({ data: { values: [{}] }, mark, encoding });
  const words = (text: string, y: number, color = ink) =>
    mark(
      { type: "text", align: "left", baseline: "middle", fontSize: 11, color, text },
      { x: at(SWATCH + 8), y: at(y) },
    );
  const swatch = (look: object, y: number) =>
    mark({ type: "rect", ...look }, { x: at(0), x2: at(SWATCH), y: at(y - 5), y2: at(y + 5) });
  const line = (look: object, y: number) =>
    mark({ type: "rule", ...look }, { x: at(0), x2: at(SWATCH), y: at(y) });
  const symbol = ({ color, shape }: LineStyle, y: number) =>
    mark(
      { type: "point", filled: true, opacity: 1, size: 30, color, shape },
      { x: at(SWATCH / 2), y: at(y) },
    );
  return {
    width,
    height: Math.max(height, bandY + 3 * ROW),
    view: { stroke: null },
    layer: [
      ...entries.flatMap(({ policy, style, y }) => [
        line({ color: style.color, strokeWidth: style.width, strokeDash: style.dash }, y),
        ...(style.bound ? [] : [symbol(style, y)]),
        words(style.note ? `${policy}: ${style.note}` : policy, y),
      ]),
      swatch({ color: band, stroke: grid }, bandY),
      words(`paper: ${range} %`, bandY),
      swatch({ color: surest, opacity: BAND_OPACITY }, bandY + ROW),
      line({ color: surest, strokeWidth: 1.3 }, bandY + ROW),
      words("95 % confidence,", bandY + ROW),
      words(confidence, bandY + 2 * ROW, faint),
    ],
  };
}
