/**
 * Makes results/registries.md: all seven registries generated at full scale, what is published of
 * each, what was generated, and the difference. Takes some minutes.
 */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type Comparison,
  compare,
  type Inspection,
  Inspector,
  inspectProfile,
  parseProfile,
  profiles,
  profileText,
  type Slice,
} from "pullsim";

const SEED = 1;
const PRODUCTION = ["dal09", "lon02", "fra02", "syd01"];

function inspected(name: string, slice: Slice): Inspection {
  const profile = parseProfile(name, profileText(name));
  const inspector = new Inspector();
  inspectProfile(profile, SEED, slice, inspector);
  const { inspection, growth } = inspector.finish(name);
  inspection.published = compare(inspection, growth, profile);
  return inspection;
}

function section(title: string, rows: readonly Comparison[]): string {
  const lines = rows.map(
    ({ figure, published, measured, difference, source }) =>
      `| ${figure} | ${number(published)} | ${number(measured)} | ${signed(difference)} | ${source} |`,
  );
  return [
    `## ${title}`,
    "",
    "| figure | published | generated | difference | source |",
    "| --- | ---: | ---: | ---: | --- |",
    ...lines,
  ].join("\n");
}

function number(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 6 });
}

function signed(difference: number): string {
  return `${difference < 0 ? "−" : "+"}${Math.abs(100 * difference).toFixed(1)} %`;
}

/** The mean of all production registries, which is what is published. */
function pooled(inspections: readonly Inspection[]): Comparison {
  const some = inspections.filter(({ name }) => PRODUCTION.includes(name));
  const bytes = some.reduce((sum, of) => sum + of.bytes, 0);
  const gets = some.reduce((sum, of) => sum + of.blobGets, 0);
  const published = 142.417e12 / 9_897_809;
  const measured = bytes / gets;
  const source = "counts, production";
  return {
    figure: "meanBlobBytes",
    measured,
    published,
    difference: measured / published - 1,
    source,
  };
}

const whole: Inspection[] = [];
const sections: string[] = [];
for (const name of Object.keys(profiles)) {
  const inspection = inspected(name, {});
  whole.push(inspection);
  sections.push(section(`${name}, the whole`, inspection.published));
  console.log(`${name}: ${inspection.records.toLocaleString("en-US")} records`);
  if (name !== "dal09") continue;
  for (const days of [7.3, 3]) {
    sections.push(section(`${name}, the first ${days} days`, inspected(name, { days }).published));
  }
}

const text = `# The seven registries, generated

Made by \`npm run registries\`, seed ${SEED}: each profile at full scale, and Dallas's first days. What the
figures are, is told by \`pullsim inspect\`; where the published ones come from stands at the head of each
profile (\`pullsim profiles dal09\`). Figures of the first three days are compared with those days only,
and numbers of records and blob GETs of a part in proportion to its time.

${sections.join("\n\n")}

${section("all four production registries", [pooled(whole)])}
`;
writeFileSync(fileURLToPath(new URL("../../results/registries.md", import.meta.url)), text);
