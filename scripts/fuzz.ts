/**
 * Feeds every reader, every text that a user writes and the program itself with broken input:
 * `npm run fuzz -- --seconds 60 [--seed 1]`. What fails is printed with the seed that makes it again,
 * with `--only <seed>`. Two that run side by side want seeds that are far apart.
 */

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Stream, stream } from "pullsim";
import {
  checkConverted,
  checkLogFormat,
  checkPacked,
  checkProgram,
  checkReaders,
  checkTable,
  checkWorkload,
} from "./fuzz-checks.ts";
import { checkTexts } from "./fuzz-texts.ts";

/** One input may take so long on a machine that does other things, too, and so much of a processor. */
const STUCK_MS = 60_000;
const SLOW_MS = 10_000;
const MAX_MEMORY = 1_000_000_000;
/** A process is slow to start: the program gets one input of these. */
const A_PROGRAM = 400;
/** Others by the remainder of their seed. */
const CHECKS: readonly ((random: Stream) => Promise<void>)[] = [
  checkTexts,
  checkWorkload,
  checkReaders,
  checkTable,
  checkReaders,
  checkLogFormat,
  checkTable,
  checkReaders,
  checkConverted,
  checkReaders,
  checkPacked,
];

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    /** Only this input, in this process. */
    only: { type: "string" },
    child: { type: "boolean", default: false },
  },
});

async function check(seed: number): Promise<void> {
  const random = stream(seed, "fuzz");
  await (seed % A_PROGRAM === 0 ? checkProgram : CHECKS[seed % CHECKS.length]!)(random);
}

/** Checks one input after another, and tells the parent of each before. */
async function work(): Promise<void> {
  const until = Date.now() + Number(values.seconds) * 1000;
  for (let seed = Number(values.seed); Date.now() < until; seed++) {
    process.send!({ seed });
    const before = process.cpuUsage();
    try {
      await check(seed);
    } catch (error) {
      process.send!({ seed, failure: (error as Error).stack });
    }
    const { user, system } = process.cpuUsage(before);
    const milliseconds = (user + system) / 1000;
    if (milliseconds > SLOW_MS) process.send!({ seed, failure: `it took ${milliseconds} ms` });
    const memory = process.resourceUsage().maxRSS * 1024;
    if (memory > MAX_MEMORY) {
      process.send!({ seed, failure: `the process has come to ${memory} bytes` });
      process.exit(3);
    }
  }
  process.disconnect();
}

/** Watches over the work: what does not end, or ends the process, is a failure too. */
async function watch(first: number, seconds: number): Promise<number> {
  const began = Date.now();
  const until = began + seconds * 1000;
  let failures = 0;
  let seed = first;
  while (Date.now() < until) {
    const left = String((until - Date.now()) / 1000);
    const args = ["--child", "--seed", String(seed), "--seconds", left];
    const child = fork(fileURLToPath(import.meta.url), args, {
      execArgv: ["--max-old-space-size=600"],
    });
    let heard = Date.now();
    child.on("message", (message: { seed: number; failure?: string }) => {
      heard = Date.now();
      seed = message.seed;
      if (message.failure === undefined) return;
      failures++;
      console.log(`seed ${seed}: ${message.failure.slice(0, 1500)}`);
    });
    const timer = setInterval(() => {
      if (Date.now() - heard > STUCK_MS) child.kill("SIGKILL");
    }, 1000);
    const code = await new Promise((resolve) => child.once("exit", resolve));
    clearInterval(timer);
    if (code === 0) break;
    if (code !== 3) {
      failures++;
      console.log(`seed ${seed}: it ended the process, or did not end in ${STUCK_MS / 1000} s`);
    }
    seed++;
  }
  const count = seed - first + 1;
  const rate = ((count / (Date.now() - began)) * 1000).toFixed(0);
  console.log(`${count} inputs from seed ${first} on, ${rate} a second, ${failures} failures`);
  return failures;
}

if (values.only !== undefined) await check(Number(values.only));
else if (values.child) await work();
else process.exitCode = (await watch(Number(values.seed), Number(values.seconds))) > 0 ? 1 : 0;
