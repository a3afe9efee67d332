/** The program itself, as a process: what a user runs. Tests of the command line need `dist/`. */

import { spawn, spawnSync } from "node:child_process";
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

/** Runs pullsim to its end, or until it is killed. */
export function pullsim(args: readonly string[], kill?: Kill): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args]);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const started = Date.now();
  const timer = setInterval(() => {
    if (!kill?.when(Date.now() - started)) return;
    clearInterval(timer);
    child.kill(kill.signal);
  }, 5);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearInterval(timer);
      resolve({ code, stdout, stderr });
    });
  });
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
