/**
 * Feeds every reader, every text that a user writes and the program itself with broken input:
 * `npm run fuzz -- --seconds 60 [--seed 1]`. What fails is printed with the seed that makes it again.
 */

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { stream } from "pullsim";
import { checkProgram, checkReaders, checkTexts, checkWorkload } from "./fuzz-checks.ts";

/** One input may take so long, whatever else the machine does. */
const STUCK_MS = 60_000;
/** A process is slow to start: the program gets one input of these. */
const A_PROGRAM = 400;

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
  if (seed % A_PROGRAM === 0) await checkProgram(random);
  else if (seed % 4 === 0) await checkTexts(random);
  else if (seed % 4 === 1) await checkWorkload(random);
  else await checkReaders(random);
}

/** Checks one input after another, and tells the parent of each before. */
async function work(): Promise<void> {
  const until = Date.now() + Number(values.seconds) * 1000;
  for (let seed = Number(values.seed); Date.now() < until; seed++) {
    process.send!({ seed });
    try {
      await check(seed);
    } catch (error) {
      process.send!({ seed, failure: (error as Error).stack });
    }
  }
  process.disconnect();
}

/** Watches over the work: what does not end, or ends the process, is a failure too. */
async function watch(first: number, seconds: number): Promise<number> {
  const until = Date.now() + seconds * 1000;
  let failures = 0;
  let seed = first;
  while (Date.now() < until) {
    const left = String((until - Date.now()) / 1000);
    const args = ["--child", "--seed", String(seed), "--seconds", left];
    const child = fork(fileURLToPath(import.meta.url), args, {
      execArgv: ["--max-old-space-size=1000"],
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
    failures++;
    console.log(`seed ${seed}: it ended the process, or did not end in ${STUCK_MS / 1000} s`);
    seed++;
  }
  console.log(`${seed - first + 1} inputs from seed ${first} on, ${failures} failures`);
  return failures;
}

if (values.only !== undefined) await check(Number(values.only));
else if (values.child) await work();
else process.exitCode = (await watch(Number(values.seed), Number(values.seconds))) > 0 ? 1 : 0;
