/** SVG to PNG, with a font of our own, so that the picture is the same on every machine. */

import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import { FONT } from "../report/figure.ts";

const require = createRequire(import.meta.url);
const WEIGHTS = ["400Regular/SourceSans3_400Regular", "600SemiBold/SourceSans3_600SemiBold"];
/** Pixels to a point of the SVG: over 200 dots an inch where the figure is as wide as a page. */
const ZOOM = 2;

/** The picture as the bytes of a PNG file. */
export function toPng(svg: string): Uint8Array {
  const fontFiles = WEIGHTS.map((path) =>
    require.resolve(`@expo-google-fonts/source-sans-3/${path}.ttf`),
  );
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: FONT };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: ZOOM } }).render().asPng();
}
