/** Tables of text without lines: what stands in one can be read and piped as it is. */

import Table from "cli-table3";

const PLACES = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left"],
  ...["bottom-right", "left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
];
const BORDERLESS = Object.fromEntries(PLACES.map((place) => [place, ""]));

/** The rows, the heading first, in columns two apart; `aligned` has an `l` or an `r` for each. */
export function inColumns(aligned: string, rows: readonly (readonly string[])[]): string {
  const table = new Table({
    colAligns: Array.from(aligned, (side) => (side === "l" ? "left" : "right")),
    chars: BORDERLESS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  for (const row of rows) table.push([...row]);
  return table.toString().replace(/ +$/gm, "");
}
