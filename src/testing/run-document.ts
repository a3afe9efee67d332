/**
 * Runs what a document tells its reader to type, in order, in an empty folder, and compares what comes
 * out with what the document says.
 *
 * Every `sh` block is run by a shell that stops at the first command that fails. A `text` block after it
 * is what it prints on standard output: `…` alone on a line stands for any lines, inside a line for any
 * characters. A program that not every machine has can be given a stand-in: a shell script of that name.
 * A document for newcomers is followed in a clone of the project, by somebody who has Node and npm and
 * nothing else.
 *
 * With PULLSIM_UPDATE_DOCS=1 in the environment, output that differs is written into the document
 * instead, unless there is a `…` in it.
 */

import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cleanEnvironment, cloneInto, reachesRegistry } from "./clean-machine.ts";
import { type Block, blocksOf } from "./markdown-blocks.ts";
import { CLI, type Ended, ended, PROJECT } from "./pullsim.ts";

export interface DocumentOptions {
  /** Scripts by the name of the program whose place they take. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** Files that the reader is supposed to have, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /**
   * In a clean clone, where the document's own commands install the program. Where npm reaches no
   * registry, those are skipped, and the program is there already.
   */
  readonly clone?: boolean;
}

/** What installs the program: it takes a registry of packages, and time. */
const INSTALLS = /^npm /;
const INSTALL_MS = 180_000;
const COMMAND_MS = 60_000;
const UPDATE = process.env.PULLSIM_UPDATE_DOCS === "1";

/** A test for each `sh` block of a document of the project, `docs/tutorial.md`. */
export function testDocument(
  path: string,
  { standIns = {}, files = {}, clone = false }: DocumentOptions = {},
): void {
  const file = join(PROJECT, path);
  const steps = stepsOf(blocksOf(readFileSync(file, "utf8")));
  const install = clone && reachesRegistry();
  describe(path, () => {
    let folder: string;
    let bin: string;
    let environment: NodeJS.ProcessEnv;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "pullsim-document-"));
      bin = mkdtempSync(join(tmpdir(), "pullsim-bin-"));
      environment = install
        ? cleanEnvironment(bin)
        : { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
      if (install) cloneInto(folder);
      const programs = {
        ...(!install && { pullsim: `exec '${process.execPath}' '${CLI}' "$@"` }),
        ...standIns,
      };
      for (const [name, script] of Object.entries(programs)) {
        writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
        chmodSync(join(bin, name), 0o755);
      }
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(join(folder, name, ".."), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    });
    afterAll(() => {
      const home = install ? [environment.HOME!] : [];
      for (const made of [folder, bin, ...home]) rmSync(made, { recursive: true, force: true });
    });

    for (const { line, title, command, output } of steps) {
      const name = `line ${line}: ${title}`;
      const installs = clone && INSTALLS.test(command);
      if (installs && !install) {
        test.skip(`${name} (npm reaches no registry)`, () => {});
        continue;
      }
      test(name, { timeout: installs ? INSTALL_MS : COMMAND_MS }, async () => {
        const { code, stdout, stderr } = await shell(command, folder, environment);
        expect(code, stderr).toBe(0);
        if (output === undefined || fits(output.text, stdout)) return;
        if (UPDATE && !output.text.includes("…")) update(file, output.text, stdout);
        else expect(stdout).toBe(output.text);
      });
    }
  });
}

interface Step {
  readonly line: number;
  readonly title: string;
  readonly command: string;
  readonly output: Block | undefined;
}

function stepsOf(blocks: readonly Block[]): Step[] {
  return blocks.flatMap((block, i) => {
    if (block.language !== "sh") return [];
    const next = blocks[i + 1];
    const output = next?.language === "text" ? next : undefined;
    const title = block.text.split("\n", 1)[0]!;
    return [{ line: block.line, title, command: block.text, output }];
  });
}

/** Whether a text is what the document says, whatever stands at its `…`. */
export function fits(said: string, printed: string): boolean {
  const pattern = said
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/^…\n/gm, "(?:.*\\n)*")
    .replaceAll("…", ".*");
  return new RegExp(`^${pattern}$`).test(printed);
}

function update(file: string, before: string, after: string): void {
  const fenced = (text: string): string => `\`\`\`text\n${text}\`\`\``;
  const document = readFileSync(file, "utf8");
  writeFileSync(
    file,
    document.replace(fenced(before), () => fenced(after)),
  );
}

function shell(command: string, folder: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  const child = spawn("/bin/sh", ["-e", "-c", command], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  return ended(child);
}
