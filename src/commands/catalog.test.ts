/** What is listed of a command is what the command takes. */

import { Help } from "commander";
import { expect, test } from "vitest";
import { PRESETS } from "../presets/catalog.ts";
import { PROFILES } from "../profiles/catalog.ts";
import { COMMANDS } from "./catalog.ts";

test.each(Object.entries(COMMANDS))("%s is listed as it is", async (name, { usage, load }) => {
  const command = await load();
  expect(`${name} ${usage}`.trim()).toBe(new Help().subcommandTerm(command as never));
});

test.each([...Object.values(PRESETS), ...Object.values(PROFILES)])(
  "what is listed of a preset is a sentence",
  (text) => {
    expect(text).toMatch(/^# [\w-]+: [^\n]+\.\n/);
  },
);
