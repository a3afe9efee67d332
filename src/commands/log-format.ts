/** `--log-format`, on every command that has `--format`. */

import type { Command } from "@commander-js/extra-typings";
import { Option } from "@commander-js/extra-typings";
import { UsageError } from "../errors.ts";
import { LOG_FORMAT_PREFIX } from "../trace/catalog.ts";

/** Adds the option to a command that reads traces; its value becomes that of `--format`. */
export function addLogFormat(command: Command): void {
  const at = command.options.findIndex(({ long }) => long === "--format");
  if (at < 0) return;
  command.addOption(
    new Option(
      "--log-format <string>",
      "nginx's log_format string that an access log is written by",
    ),
  );
  (command.options as Option[]).splice(at + 1, 0, (command.options as Option[]).pop()!);
  command.hook("preAction", () => {
    const { format, logFormat } = command.opts() as { format?: string; logFormat?: string };
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
