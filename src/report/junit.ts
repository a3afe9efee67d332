/** The outcome of a check in the form that CI systems read: a suite a trace, a test a cell. */

import junit, { type Builder } from "junit-report-builder";
import { formatBytes } from "../units.ts";
import { type MovedCell, type Place, placeKey } from "./changes.ts";
import { toLine } from "./changes-table.ts";

/** The package's types put its only export one level too deep for an ES module. */
const builder = junit as unknown as Builder;

/** JUnit XML: every cell that was checked, with a failure where it moved, and what else is different. */
export function toJunit(
  checked: readonly Place[],
  moved: readonly MovedCell[],
  retuned: readonly string[],
): string {
  const failures = new Map(moved.map((cell) => [placeKey(cell.place), toLine(cell)]));
  const report = builder.newBuilder();
  for (const trace of new Set(checked.map((place) => place.trace))) {
    const suite = report.testSuite().name(trace);
    for (const place of checked.filter((other) => other.trace === trace)) {
      const { scenario, fidelity, policy, capacityBytes } = place;
      const test = suite
        .testCase()
        .className(`${scenario}, ${fidelity}`)
        .name(`${policy} at ${formatBytes(capacityBytes)}`);
      const failure = failures.get(placeKey(place));
      if (failure !== undefined) test.failure(failure);
    }
  }
  const parameters = report.testSuite().name("parameters");
  for (const line of retuned)
    parameters.testCase().className("parameters").name(line).failure(line);
  return report.build();
}
