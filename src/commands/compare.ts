/** `pullsim compare`: two result documents, and what changed beyond the confidence interval. */

import { Command } from "@commander-js/extra-typings";
import type { Place } from "../report/changes.ts";
import { type Comparison, compareResults, isBeyond } from "../report/comparison.ts";
import { toComparisonTable } from "../report/comparison-table.ts";
import { formatBytes } from "../units.ts";
import { readResults } from "./read-results.ts";

export const compare = new Command("compare")
  .description(
    "Sets the savings of two result documents side by side, of run or of sweep, and " +
      "lists what changed by more than chance: more than the half-width of the " +
      "difference, √(a² + b²) of the two.",
  )
  .argument("<before>", "a result, .json")
  .argument("<after>", "another, of the same traces, policies and capacities, or some of them")
  .option("--all", "list every cell, not only what changed", false)
  .addHelpText(
    "after",
    `
Examples:
  pullsim run dal09/ --replications 5 --out before.json
  pullsim run dal09/ --replications 5 --scenario mine.yaml --out after.json
  pullsim compare before.json after.json`,
  )
  .action((before, after, options) => {
    const comparison = compareResults(readResults(before), readResults(after));
    const beyond = comparison.cells.filter(isBeyond);
    const listed = options.all ? comparison.cells : beyond;
    if (listed.length > 0) process.stdout.write(toComparisonTable(listed));
    for (const line of summary(comparison, beyond.length)) console.log(line);
  });

function summary({ cells, onlyBefore, onlyAfter }: Comparison, beyond: number): string[] {
  const word = cells.length === 1 ? "cell" : "cells";
  return [
    `${beyond} of ${cells.length} ${word} changed beyond the confidence interval`,
    ...onlyIn("first", onlyBefore),
    ...onlyIn("second", onlyAfter),
  ];
}

const SHOWN = 3;

function onlyIn(which: string, places: readonly Place[]): string[] {
  if (places.length === 0) return [];
  const some = places
    .slice(0, SHOWN)
    .map(({ trace, scenario, policy, capacityBytes }) =>
      [trace, scenario, policy, formatBytes(capacityBytes)].join(" "),
    );
  const more = places.length > SHOWN ? ` and ${places.length - SHOWN} more` : "";
  return [`only in the ${which}: ${some.join(", ")}${more}`];
}
