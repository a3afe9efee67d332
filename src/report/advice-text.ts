/** Advice for a terminal: what the log holds, the curves, what to do, what to beware of. */

import type { Advice } from "../advice/advice.ts";
import { CEILING } from "../advice/recommend.ts";
import type { Cell } from "../metrics/cell.ts";
import { formatBytes } from "../units.ts";
import { headingWords, latencyWords, METHOD, recommendationWords } from "./advice-words.ts";
import { cautionWords } from "./caution-words.ts";
import { countedReasons, percent, plural, spanWords } from "./quantity-words.ts";
import { savingsGrid } from "./sweep-table.ts";

const COLUMNS = 80;
const NOUNS: Readonly<Record<string, string>> = { blobs: "blob", manifests: "manifest" };

/** All of it, at most 80 columns wide but for the names of files and of policies. */
export function adviceText(advice: Advice, cells: readonly Cell[]): string {
  const cautions = cautionWords(advice);
  return `${[
    factLines(advice)
      .flatMap((line) => wrapped(line))
      .join("\n"),
    wrapped(latencyWords(advice)).join("\n"),
    `Time saved in percent, by policy and capacity (${CEILING}: keeps everything):\n\n${savingsGrid(cells)}`,
    [headingWords(advice), ...recommendationWords(advice).flatMap(bulleted)].join("\n"),
    ...(cautions.length > 0 ? [["Beware", ...cautions.flatMap(bulleted)].join("\n")] : []),
    wrapped(METHOD).join("\n"),
  ].join("\n\n")}\n`;
}

/** What the log holds, a line each. */
export function factLines({ facts, objects }: Advice): string[] {
  const skipped = countedReasons(facts.skipped);
  const when = facts.seconds > 0 ? `, ${spanWords(facts.seconds)}` : "";
  const dates = facts.from === "" ? "" : `, ${day(facts.from)} to ${day(facts.to)}`;
  return [
    `${facts.name}: ${plural(facts.records, "record")}${dates}${when}`,
    `${plural(facts.requests, "request")} by ${plural(facts.clients, "client")} for ${plural(facts.objects, NOUNS[objects] ?? "object")} in ${plural(facts.repositories, "repository")}, footprint ${formatBytes(facts.footprintBytes)}`,
    `repeats: ${percent(facts.repeats)} of the requests, ${percent(facts.repeatedBytes)} of the bytes`,
    ...(skipped === "" ? [] : [`not counted: ${skipped}`]),
  ];
}

function day(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}

function bulleted(text: string): string[] {
  return wrapped(text, COLUMNS - 4).map((line, i) => (i === 0 ? `  - ${line}` : `    ${line}`));
}

function wrapped(text: string, columns = COLUMNS): string[] {
  // A quantity is not torn from its unit.
  const words = text.replace(/(\d) (?=[%÷±a-zµkMGT])/g, "$1\u00a0").split(" ");
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.map((line) => line.replaceAll("\u00a0", " "));
}
