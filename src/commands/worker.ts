/** `pullsim worker`: carries out the cells that a sweep on another host has put into a queue. */

import { Command } from "@commander-js/extra-typings";
import { toJson } from "../report/json.ts";
import { openWorker } from "../sweep/cell-queue.ts";
import { OrderRunner } from "../sweep/order-runner.ts";
import { QUEUE_OPTION, REDIS_OPTION } from "./queue-options.ts";
import { THREADS_OPTION } from "./replay-options.ts";

export const worker = new Command("worker")
  .description(
    "Takes cells from a queue, runs them on this machine's processors and sends back the " +
      "results, until it is stopped. A worker that dies loses its cells to another one. Traces " +
      "must be here under the same path as where the sweep is; profiles need none. Needs the " +
      "packages bullmq and ioredis, and a Redis server.",
  )
  .addOption(REDIS_OPTION)
  .addOption(QUEUE_OPTION)
  .addOption(THREADS_OPTION)
  .addHelpText(
    "after",
    `
Examples:
  pullsim worker --redis redis://queue.example:6379
  pullsim sweep profile:dal09 --engine bullmq --redis redis://queue.example:6379`,
  )
  .action(async (options) => {
    const runner = new OrderRunner(options.workers);
    const queue = await openWorker(options, options.workers, async (order) => {
      console.error(`pullsim: ${order.path}: ${order.keys.length} cells taken`);
      const result = await runner.run(order);
      console.error(`pullsim: ${order.path}: ${result.found.length} cells done`);
      return toJson(result);
    });
    console.error(`pullsim: waiting for cells in ${options.queue} at ${options.redis}`);
    await new Promise<void>((resolve) => {
      process.once("SIGINT", () => resolve()).once("SIGTERM", () => resolve());
    });
    // Cells under way are given back: they take longer than anybody waits.
    await queue.close(true);
    await runner.stop();
  });
