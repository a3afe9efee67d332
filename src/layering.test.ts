/** Keeps the import table: data flows one way, and the simulator runs in a browser worker. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Open to all: nouns, quantities, errors, and a table that belongs to no room. */
const SHARED = [
  "steps.ts",
  "request.ts",
  "streamed-workload.ts",
  "batch-hits.ts",
  "units.ts",
  "errors.ts",
  "version.ts",
  "pair-table.ts",
  "yaml-values.ts",
];

/** What a folder or a file at the top of src/ may import, besides itself and what is open to all. */
const TABLE: Record<string, readonly string[]> = {
  "request.ts": [],
  "streamed-workload.ts": [],
  "batch-hits.ts": [],
  "steps.ts": [],
  "units.ts": [],
  "errors.ts": [],
  "version.ts": [],
  "pair-table.ts": [],
  "yaml-values.ts": [],
  "mathjs-browser.d.ts": [],
  trace: [],
  random: [],
  engine: [],
  presets: [],
  policy: ["random"],
  profiles: [],
  workload: ["trace", "random", "profiles"],
  topology: ["engine", "policy", "random"],
  inspect: ["trace", "workload", "metrics"],
  advice: ["metrics"],
  metrics: [],
  report: ["metrics", "inspect", "advice"],
  page: [],
  "scenario.ts": ["topology", "policy", "trace", "presets"],
  "bounds.ts": ["topology", "policy", "metrics", "random", "scenario.ts", "simulate.ts"],
  "sampled-replay.ts": ["workload", "policy", "metrics", "random", "scenario.ts"],
  "simulate.ts": [
    "topology",
    "policy",
    "metrics",
    "replication.ts",
    "sampled-replay.ts",
    "scenario.ts",
  ],
  "replication.ts": ["workload", "topology", "policy", "metrics", "random", "scenario.ts"],
};
/** What surrounds the simulator and knows the machine; each may import what stands before it, too. */
const AROUND = ["input", "sweep", "library", "commands", "index.ts", "cli.ts"];
/** In the simulator, the only files that do: one reads the disk, one has Node's gzip. */
const MACHINE = ["trace/open.ts", "trace/unpack.ts"];

const source = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !/\.test\.ts$|conformance\.ts$|^testing\//.test(path))
  .sort();

function importsOf(path: string): string[] {
  const text = readFileSync(join(source, path), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, name]) => name!);
}

const room = (path: string): string => path.split("/")[0]!;

test.each(files)("%s imports what its room may", (path) => {
  const around = AROUND.indexOf(room(path));
  const allowed = TABLE[room(path)];
  expect(around >= 0 || allowed, `${room(path)} has no row in the import table`).toBeTruthy();
  for (const name of importsOf(path).filter((name) => name.startsWith("."))) {
    const target = room(relative(source, join(source, dirname(path), name)));
    const ok =
      around >= 0
        ? AROUND.indexOf(target) <= around
        : target === room(path) || SHARED.includes(target) || allowed!.includes(target);
    expect(ok, `${path} must not import from ${target}`).toBe(true);
  }
});

test.each(files.filter((path) => !AROUND.includes(room(path)) && !MACHINE.includes(path)))(
  "%s runs in a browser worker",
  (path) => {
    const machine = importsOf(path).filter((name) => name.startsWith("node:"));
    expect(machine, `${path} must not import node: modules`).toEqual([]);
  },
);

test("folders are one level deep", () => {
  expect(files.filter((path) => path.split("/").length > 2)).toEqual([]);
});
