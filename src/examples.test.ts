/** Every example of the library runs and prints what it says that it prints. */

import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ended, PROJECT } from "./testing/pullsim.ts";

const FOLDER = join(PROJECT, "docs/examples");
/** With PULLSIM_UPDATE_DOCS=1 in the environment, an example is made to say what it prints. */
const UPDATE = process.env.PULLSIM_UPDATE_DOCS === "1";
const PRINTS = /(?:\/\/> .*\n)*$/;

test.each(readdirSync(FOLDER))("docs/examples/%s", async (name) => {
  const file = join(FOLDER, name);
  const text = readFileSync(file, "utf8");
  const { code, stdout, stderr } = await ended(spawn(process.execPath, [file], { cwd: PROJECT }));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const printed = stdout.replace(/^(?=.)/gm, "//> ");
  if (UPDATE) writeFileSync(file, `${text.replace(PRINTS, "").trimEnd()}\n\n${printed}`);
  else expect(PRINTS.exec(text)![0]).toBe(printed);
});
