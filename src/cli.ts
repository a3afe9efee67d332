#!/usr/bin/env node
/** The command line: it alone exits. 0 fine, 1 failed, 2 wrong usage. */

import { Command, CommanderError } from "@commander-js/extra-typings";
import { COMMANDS, loadCommand } from "./commands/catalog.ts";
import { HELP_STYLE } from "./commands/help-style.ts";
import { InterruptedError, PullsimError, UsageError } from "./errors.ts";
import { VERSION } from "./version.ts";

const program = new Command("pullsim")
  .description(
    "How much image-pull latency does a cache in a Docker registry's memory save? " +
      "Replays registry traces through load balancer, registry and object store.",
  )
  .version(VERSION)
  .addHelpText(
    "after",
    "\nExample:\n  pullsim run traces/synthetic-dal09.json.zst --policy lru r-cache",
  );

// `run …` or `help run`: what is not asked for is only listed.
const asked = process.argv.slice(2, 4);
for (const [name, { summary }] of Object.entries(COMMANDS)) {
  const command = asked.includes(name) ? await loadCommand(name) : new Command(name);
  program.addCommand(command.summary(summary));
}
for (const command of [program, ...program.commands]) {
  command
    .configureHelp({
      ...HELP_STYLE,
      subcommandTerm: (of) => `${of.name()} ${COMMANDS[of.name()]?.usage ?? "[command]"}`.trim(),
    })
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
