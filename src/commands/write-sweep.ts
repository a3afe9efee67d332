/** Writes what a sweep found to the files that --out and --html name, each whole or not at all. */

import { extname } from "node:path";
import { UsageError } from "../errors.ts";
import { toCsv } from "../report/csv.ts";
import type { FigureOptions } from "../report/figure.ts";
import { toJsonLines } from "../report/json.ts";
import type { SweepDocument } from "../report/sweep-document.ts";
import { checkOutput, writeOutput } from "./write-output.ts";

export interface SweepFiles {
  /** Each in the form that its name ends in. */
  readonly out: readonly string[];
  /** The page, whatever its name. */
  readonly html?: string | undefined;
  /** Panels beside each other in pictures. */
  readonly columns?: number | undefined;
}

type Form = (
  document: SweepDocument,
  options: FigureOptions,
) => string | Uint8Array | Promise<string | Uint8Array>;

const FORMS: Readonly<Record<string, Form>> = {
  ".json": (document) => toJsonLines(document, "cells"),
  ".csv": ({ results }) => toCsv(...results),
  ".svg": (document, options) => draw(document, options),
  ".png": async (document, options) => {
    const { toPng } = await import("./rasterise.ts");
    return toPng(await draw(document, options));
  },
  ".html": toPage,
};

/** One scenario each: with several, each has a file of its own. */
const PICTURES = new Set([".svg", ".png"]);

async function toPage(document: SweepDocument): Promise<string> {
  const { toHtml } = await import("../report/page.ts");
  const { pageScripts } = await import("./page-scripts.ts");
  return toHtml(document, pageScripts());
}

/** Drawing libraries are loaded when something is drawn. */
async function draw(document: SweepDocument, options: FigureOptions): Promise<string> {
  const { toSvg } = await import("../report/figure.ts");
  return toSvg(document, options);
}

/**
 * Checks the files, before the work begins, and gives the function that writes them.
 * @throws {UsageError} `OUT` for a name whose end says nothing, and for a file that cannot be
 * written.
 */
export function sweepWriter({
  out,
  html,
  columns,
}: SweepFiles): (document: SweepDocument) => Promise<void> {
  const forms = out.map((file) => {
    const form = FORMS[extname(file)];
    if (!form) {
      const known = Object.keys(FORMS).join(", ");
      throw new UsageError("OUT", `--out ${file}: the name must end in one of ${known}`);
    }
    return { option: "--out", file, form, picture: PICTURES.has(extname(file)) };
  });
  if (html !== undefined) {
    forms.push({ option: "--html", file: html, form: toPage, picture: false });
  }
  for (const { option, file } of forms) checkOutput(option, file);
  return async (document) => {
    for (const { option, file, form, picture } of forms) {
      const theme = /\.dark\.\w+$/.test(file) ? "dark" : "light";
      const options = { theme, ...(columns && { columns }) } as const;
      const scenarios = [...new Set(document.results.map(({ scenario }) => scenario.name))];
      if (!picture || scenarios.length < 2) {
        await writeOutput(option, file, await form(document, options));
      } else {
        for (const scenario of scenarios) {
          const content = await form(document, { ...options, scenario });
          await writeOutput(option, withScenario(file, scenario), content);
        }
      }
    }
  };
}

/** `figure.dark.svg` becomes `figure-recorded.dark.svg`. */
function withScenario(file: string, scenario: string): string {
  const [, name, ends] = /^(.*?)((?:\.dark)?\.\w+)$/.exec(file)!;
  return `${name}-${scenario.replace(/[^\w.-]+/g, "-")}${ends}`;
}
