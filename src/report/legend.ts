/** The legend as a panel of its own: what the lines, bands and axes of the figure mean. */

import { PAPER, PAPER_RANGE } from "./panel.ts";
import type { LineStyle, Theme } from "./policy-style.ts";

const ROW = 15;
const SWATCH = 26;

/** A view of the size of a panel; it grows where it has more rows than fit. */
export function legend(
  styles: ReadonlyMap<string, LineStyle>,
  theme: Theme,
  { width, height }: { readonly width: number; readonly height: number },
): object {
  const { ink, faint, band, grid } = PAPER[theme];
  const entries = [...styles].map(([policy, style], i) => ({ policy, style, y: 8 + ROW * i }));
  const bandY = 8 + ROW * entries.length;
  const range = PAPER_RANGE.map((ratio) => (100 * ratio).toFixed(1)).join("–");
  const at = (value: number) => ({ value });
  const words = (text: string, y: number, color: string, x = SWATCH + 8) => ({
    data: { values: [{}] },
    mark: { type: "text", align: "left", baseline: "middle", fontSize: 11, color, text },
    encoding: { x: at(x), y: at(y) },
  });
  return {
    width,
    height: Math.max(height, bandY + 2 * ROW),
    view: { stroke: null },
    layer: [
      ...entries.flatMap(({ policy, style, y }) => [
        {
          data: { values: [{}] },
          mark: {
            type: "rule",
            color: style.color,
            strokeWidth: style.width,
            strokeDash: style.dash,
          },
          encoding: { x: at(0), x2: at(SWATCH), y: at(y) },
        },
        ...(style.bound
          ? []
          : [
              {
                data: { values: [{}] },
                mark: {
                  type: "point",
                  filled: true,
                  opacity: 1,
                  color: style.color,
                  shape: style.shape,
                  size: 30,
                },
                encoding: { x: at(SWATCH / 2), y: at(y) },
              },
            ]),
        words(style.note ? `${policy}: ${style.note}` : policy, y, ink),
      ]),
      {
        data: { values: [{}] },
        mark: { type: "rect", color: band, stroke: grid },
        encoding: { x: at(0), x2: at(SWATCH), y: at(bandY - 5), y2: at(bandY + 5) },
      },
      words(`${range} %: the paper's range`, bandY, ink),
      words("shaded: 95 % confidence", bandY + ROW, faint),
    ],
  };
}
