#!/usr/bin/env node
/** The command line: it alone exits. 0 fine, 1 failed, 2 wrong usage. */

import { Command, CommanderError } from "@commander-js/extra-typings";
import { advise } from "./commands/advise.ts";
import { cell } from "./commands/cell.ts";
import { check } from "./commands/check.ts";
import { compare } from "./commands/compare.ts";
import { convert } from "./commands/convert.ts";
import { fit } from "./commands/fit.ts";
import { generate } from "./commands/generate.ts";
import { inspect } from "./commands/inspect.ts";
import { addLogFormat } from "./commands/log-format.ts";
import { policies } from "./commands/policies.ts";
import { profiles } from "./commands/profiles.ts";
import { run } from "./commands/run.ts";
import { scenarios } from "./commands/scenarios.ts";
import { sweep } from "./commands/sweep.ts";
import { worker } from "./commands/worker.ts";
import { InterruptedError, PullsimError, UsageError } from "./errors.ts";
import { VERSION } from "./version.ts";

const program = new Command("pullsim")
  .description(
    "How much image-pull latency does a cache in a Docker registry's memory save? " +
      "Replays registry traces through load balancer, registry and object store.",
  )
  .version(VERSION)
  .addCommand(advise)
  .addCommand(run)
  .addCommand(sweep)
  .addCommand(convert)
  .addCommand(cell)
  .addCommand(worker)
  .addCommand(generate)
  .addCommand(inspect)
  .addCommand(check)
  .addCommand(compare)
  .addCommand(fit)
  .addCommand(policies)
  .addCommand(scenarios)
  .addCommand(profiles)
  .addHelpText(
    "after",
    "\nExample:\n  pullsim run traces/synthetic-dal09.json.zst --policy lru r-cache --capacity 1GB",
  );

for (const command of program.commands) addLogFormat(command as Command);
for (const command of [program, ...program.commands]) {
  command
    .exitOverride()
    .showHelpAfterError(
      `(pullsim ${command === program ? "" : `${command.name()} `}--help shows how)`,
    );
}

// Whoever reads our output may stop before its end, as head does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  console.error(`pullsim: the output cannot be written: ${error.message}`);
  process.exit(1);
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCode(error);
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof PullsimError)) throw error;
  console.error(`pullsim: ${error.message}`);
  if (error instanceof InterruptedError) return error.signal === "SIGINT" ? 130 : 143;
  return error instanceof UsageError ? 2 : 1;
}
