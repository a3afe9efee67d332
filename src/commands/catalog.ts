/**
 * The commands, by name: what `pullsim --help` says of each, and where it is. A command is loaded when
 * it is asked for, so that none waits for what only another needs.
 */

import type { Command, CommandUnknownOpts } from "@commander-js/extra-typings";

export interface CommandEntry {
  /** What follows its name. */
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<CommandUnknownOpts>;
}

/** In the order in which they are listed. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  advise: {
    usage: "[options] <log...>",
    summary: "a registry's log: what would a cache save, and how large should it be?",
    load: async () => (await import("./advise.ts")).advise,
  },
  run: {
    usage: "[options] <trace...>",
    summary: "replay a trace: latency saved, by policy and capacity",
    load: async () => (await import("./run.ts")).run,
  },
  sweep: {
    usage: "[options] [trace...]",
    summary: "many traces, scenarios, policies, capacities and seeds, in parallel, resumable",
    load: async () => (await import("./sweep.ts")).sweep,
  },
  convert: {
    usage: "[options] <trace...>",
    summary: "read a trace once: an Arrow file that run, sweep and inspect open at once",
    load: async () => (await import("./convert.ts")).convert,
  },
  cell: {
    usage: "[options] [number...]",
    summary: "one cell of a sweep that --plan has numbered: for job arrays on many machines",
    load: async () => (await import("./cell.ts")).cell,
  },
  worker: {
    usage: "[options]",
    summary: "work for sweeps with --engine bullmq, on as many hosts as there are",
    load: async () => (await import("./worker.ts")).worker,
  },
  generate: {
    usage: "[options]",
    summary: "write a profile's workload as a trace in the archive's form",
    load: async () => (await import("./generate.ts")).generate,
  },
  inspect: {
    usage: "[options] <trace...>",
    summary: "what is in a trace, beside what is published of it",
    load: async () => (await import("./inspect.ts")).inspect,
  },
  check: {
    usage: "[options] [baseline]",
    summary: "re-run what the baseline holds; exit 1 and a diff when a number moved",
    load: async () => (await import("./check.ts")).check,
  },
  compare: {
    usage: "[options] <before> <after>",
    summary: "two results: what changed beyond the confidence interval",
    load: async () => (await import("./compare.ts")).compare,
  },
  fit: {
    usage: "[options] <trace...>",
    summary: "fit a latency model to a trace's recorded durations",
    load: async () => (await import("./fit.ts")).fit,
  },
  policies: {
    usage: "",
    summary: "list the policies, with parameters and defaults",
    load: async () => (await import("./policies.ts")).policies,
  },
  scenarios: {
    usage: "[name]",
    summary: "list the scenario presets, or print one to copy and edit",
    load: async () => (await import("./scenarios.ts")).scenarios,
  },
  profiles: {
    usage: "[name]",
    summary: "list the registry profiles, or print one to copy and edit",
    load: async () => (await import("./profiles.ts")).profiles,
  },
};

/** Loads the command of that name. */
export async function loadCommand(name: string): Promise<CommandUnknownOpts> {
  const command = await COMMANDS[name]!.load();
  const { addReadingOptions } = await import("./reading-options.ts");
  addReadingOptions(command as Command);
  return command;
}
