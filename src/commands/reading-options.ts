/** `--log-format` and `--max-unpack`, on every command that has `--format`. */

import type { Command } from "@commander-js/extra-typings";
import { Option } from "@commander-js/extra-typings";
import { UsageError } from "../errors.ts";
import { LOG_FORMAT_PREFIX } from "../trace/catalog.ts";
import { MAX_UNPACK } from "../trace/unpack-limit.ts";
import { aboveZero } from "./option-values.ts";

/** Adds the options to a command that reads traces. */
export function addReadingOptions(command: Command): void {
  const at = command.options.findIndex(({ long }) => long === "--format");
  if (at < 0) return;
  const added = [
    new Option(
      "--log-format <string>",
      "nginx's log_format string that an access log is written by",
    ),
    new Option(
      "--max-unpack <times>",
      `a packed file may unpack to so many times its size (default: ${MAX_UNPACK})`,
    ).argParser(aboveZero),
  ];
  for (const option of added) command.addOption(option);
  const options = command.options as Option[];
  options.splice(at + 1, 0, ...options.splice(-added.length));
  command.hook("preAction", () => {
    const { format, logFormat, maxUnpack } = command.opts() as {
      format?: string;
      logFormat?: string;
      maxUnpack?: number;
    };
    // Threads begin with the environment of whoever starts them.
    if (maxUnpack !== undefined) process.env.PULLSIM_MAX_UNPACK = String(maxUnpack);
    if (logFormat === undefined) return;
    if (format !== undefined && format !== "nginx") {
      throw new UsageError(
        "FORMAT",
        `--log-format is for nginx's logs, not for --format ${format}`,
      );
    }
    command.setOptionValue("format", `${LOG_FORMAT_PREFIX}${logFormat}`);
  });
}
