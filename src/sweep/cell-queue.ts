/**
 * A queue of cells in Redis, for a sweep on several hosts. An order is a task's cells; it is named after
 * them, so that it cannot stand in the queue twice, and whoever runs it twice gives the same bytes.
 */

import { createHash } from "node:crypto";
import type { ConnectionOptions, Queue, Worker } from "bullmq";
import { UsageError } from "../errors.ts";
import type { StoredCell } from "./cell-store.ts";
import type { CellOrder } from "./saved-plan.ts";

/** Where a queue is. */
export interface QueuePlace {
  readonly redis: string;
  readonly queue: string;
}

/** What came of an order; a cell is in one of the two. */
export interface OrderResult {
  readonly found: readonly { readonly key: string; readonly result: StoredCell }[];
  readonly failed: readonly { readonly key: string; readonly problem: string }[];
}

/** Milliseconds after which a worker that gave no sign of life has lost its order to another one. */
const LOCK_MS = 10_000;
/** An order outlives so many workers, and so many refusals: by hosts that lack its trace, say. */
const LIVES = 10;
/** Seconds for which what nobody fetched is kept. */
const KEPT_SECONDS = 86_400;

/** The name of an order. */
export function orderName({ keys }: CellOrder): string {
  return createHash("sha256").update(keys.join()).digest("hex").slice(0, 32);
}

/** The queue, for whoever gives orders. @throws {UsageError} `QUEUE` as {@link connect} does. */
export async function openQueue({ redis, queue }: QueuePlace): Promise<Queue> {
  const { connection, library } = await connect(redis);
  const opened = new library.Queue(queue, {
    connection,
    defaultJobOptions: {
      attempts: LIVES,
      backoff: { type: "fixed", delay: 1000 },
      removeOnComplete: { age: KEPT_SECONDS },
      removeOnFail: { age: KEPT_SECONDS },
    },
  });
  // While Redis is away the client tries again, and says so each time.
  opened.on("error", () => {});
  return opened;
}

/**
 * A worker, for whoever carries them out, so many at a time: `work` gets an order and gives its result
 * as text. It must leave this thread free, which tells the queue that the worker is alive.
 */
export async function openWorker(
  { redis, queue }: QueuePlace,
  concurrency: number,
  work: (order: CellOrder) => Promise<string>,
): Promise<Worker> {
  const { connection, library } = await connect(redis);
  const worker = new library.Worker(queue, ({ data }) => work(data as CellOrder), {
    connection,
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: LOCK_MS / 3,
    maxStalledCount: LIVES,
  });
  worker.on("error", () => {});
  return worker;
}

/** @throws {UsageError} `QUEUE` where the library is not installed or Redis cannot be reached. */
async function connect(url: string) {
  const fail = (problem: string, cause: unknown): never => {
    throw new UsageError("QUEUE", problem, { cause });
  };
  const [library, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]).catch(
    (error) => fail("a queue needs two more packages: npm install bullmq ioredis", error),
  );
  const trial = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  let reason: Error | undefined;
  trial.on("error", (error) => {
    reason = error;
  });
  try {
    await trial.connect();
  } catch (error) {
    fail(`--redis ${url}: ${(reason ?? (error as Error)).message}`, error);
  } finally {
    trial.disconnect();
  }
  const connection: ConnectionOptions = { url, maxRetriesPerRequest: null };
  return { connection, library };
}
