/** The program itself, as a process: what a user runs. Tests of the command line need `dist/`. */

import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

/** The entry point; `npm test` builds it first. */
export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
/** The project's own folder. */
export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** How a process ended, and what it wrote. */
export interface Ended {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A signal, and the moment at which it is sent: asked every few milliseconds. */
export interface Kill {
  readonly signal: NodeJS.Signals;
  readonly when: (milliseconds: number) => boolean;
}

/** Waits until a process has ended. @throws {Error} where it cannot be started. */
export function ended(
  child: ChildProcessByStdio<Writable | null, Readable, Readable>,
): Promise<Ended> {
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs pullsim to its end, or until it is killed. */
export function pullsim(args: readonly string[], kill?: Kill): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args]);
  const started = Date.now();
  const timer = setInterval(() => {
    if (!kill?.when(Date.now() - started)) return;
    clearInterval(timer);
    child.kill(kill.signal);
  }, 5);
  return ended(child).finally(() => clearInterval(timer));
}

/** Runs pullsim to its end in the project's folder, with that on its standard input, and waits. */
export function pullsimSync(args: readonly string[], input: string | Uint8Array = ""): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: PROJECT,
    input,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}
