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
const PRODUCTION_SIZES = {
  meanBlobBytes: 142.417e12 / 9_897_809,
  blobGetsOver64MiB: 0.0605,
  bytesOver64MiB: 0.652,
  blobGetsOver256MiB: 0.00521,
  bytesOver256MiB: 0.236,
  blobGetsOver1GiB: 0.000545,
  bytesOver1GiB: 0.087,
};
const INTERNAL = ["stage-dal09", "prestage-mon01", "dev-mon01"];
const INTERNAL_SIZES = {
  meanBlobBytes: 34.773e12 / 2_759_299,
  blobGetsOver64MiB: 0.0517,
  bytesOver64MiB: 0.631,
  blobGetsOver256MiB: 0.00697,
  bytesOver256MiB: 0.275,
  blobGetsOver1GiB: 0.000299,
  bytesOver1GiB: 0.038,
};

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

/** Sizes of the blob GETs of some registries together, which is how they are published. */
function pooled(
  names: readonly string[],
  published: Readonly<Record<string, number>>,
): Comparison[] {
  const some = whole.filter(({ name }) => names.includes(name));
  const sum = (of: (inspection: Inspection) => number): number =>
    some.reduce((total, inspection) => total + of(inspection), 0);
  const gets = sum((of) => of.blobGets);
  const bytes = sum((of) => of.bytes);
  const measured: Record<string, number> = { meanBlobBytes: bytes / gets };
  for (const [i, above] of ["64MiB", "256MiB", "1GiB"].entries()) {
    measured[`blobGetsOver${above}`] =
      sum(({ blobGets, sizes }) => blobGets * sizes.tail[i]!.requests) / gets;
    measured[`bytesOver${above}`] =
      sum(({ bytes: all, sizes }) => all * sizes.tail[i]!.bytes) / bytes;
  }
  return Object.entries(published).map(([figure, value]) => ({
    figure,
    measured: measured[figure]!,
    published: value,
    difference: measured[figure]! / value - 1,
    source: "counts",
  }));
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

Where sources disagree the profile says which it follows, and both stand here. Dallas's bytes after 5 %
(layers) would be 164,000 layers of the mean size, where the very list of its URIs (keys) has 81,335 after
3.58 %: both cannot hold, and keys is followed. Sizes by registry are known of production together and of
the internal registries together only, which the last two tables are about; what each registry sent
(Table 1) is a recollection that nobody has checked.

${sections.join("\n\n")}

${section("the four production registries together", pooled(PRODUCTION, PRODUCTION_SIZES))}

${section("the three internal registries together", pooled(INTERNAL, INTERNAL_SIZES))}
`;
writeFileSync(fileURLToPath(new URL("../../results/registries.md", import.meta.url)), text);
