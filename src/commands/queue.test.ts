/** A sweep over a queue survives what happens to hosts, and says what a sweep on one machine says. */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { CLI, pullsim } from "../testing/pullsim.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { freePort, until } from "../testing/until.ts";

const redisServer = spawnSync("redis-server", ["--version"]).status === 0;
const port = freePort();
const redis = ["--redis", `redis://127.0.0.1:${port}`];
const folder = temporaryFolder();
const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a process that lasts, and hears what it says. */
function start(command: string, args: string[]): { child: ChildProcess; said: () => string } {
  const child = spawn(command, args, { cwd: folder });
  running.add(child);
  let text = "";
  const hear = (chunk: Buffer): void => {
    text += chunk;
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return { child, said: () => text };
}

async function startRedis(): Promise<ChildProcess> {
  // Nothing is saved: whoever restarts has forgotten every order.
  const server = start("redis-server", ["--port", String(port), "--save", ""]);
  await until("Redis", () => server.said().includes("Ready to accept connections"));
  return server.child;
}

async function startWorker() {
  const worker = start(process.execPath, [CLI, "worker", "--workers", "1", ...redis]);
  await until("a worker", () => worker.said().includes("waiting for cells"));
  return worker;
}

test.skipIf(!redisServer)(
  "one of two workers killed in mid-cell and Redis restarted empty: the same bytes",
  async () => {
    const grid = [
      "profile:dev-mon01",
      "profile:syd01",
      "--requests",
      "60000",
      "--replications",
      "2",
    ];
    const capacities = ["--capacity", "50MB", "1GB", "4GB"];
    const sweep = (name: string, extra: string[] = []) =>
      pullsim([
        ...["sweep", ...grid, ...capacities, "--json"],
        "--results",
        join(folder, name),
        ...extra,
      ]);
    const alone = await sweep("alone");
    expect(alone.code).toBe(0);

    let server = await startRedis();
    const doomed = await startWorker();
    const queued = sweep("queued", ["--engine", "bullmq", ...redis]);
    await until("the first cells to be taken", () => doomed.said().includes("cells taken"));
    doomed.child.kill("SIGKILL");
    const other = await startWorker();
    await until("the other worker", () => other.said().includes("cells taken"));
    server.kill("SIGKILL");
    await until("Redis to be gone", () => server.exitCode !== null || server.signalCode !== null);
    server = await startRedis();
    expect(await queued).toEqual(alone);
    other.child.kill("SIGINT");
    await until("the worker to end", () => other.child.exitCode === 0);
    // Nothing is left to do, and nothing is done twice.
    expect(await sweep("queued")).toEqual(alone);
  },
  120_000,
);

test.skipIf(!redisServer)("a queue that cannot be reached is one clear line", async () => {
  const nowhere = ["--redis", "redis://127.0.0.1:1"];
  for (const args of [
    ["worker", ...nowhere],
    ["sweep", "profile:syd01", "--requests", "10", "--engine", "bullmq", ...nowhere],
  ]) {
    const { code, stderr } = await pullsim([
      ...args,
      ...(args[0] === "sweep" ? ["--results", join(folder, "none")] : []),
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^pullsim: --redis redis:\/\/127\.0\.0\.1:1: .*ECONNREFUSED.*\n$/);
  }
});
