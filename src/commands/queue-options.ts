/** Options of whoever works over a queue. */

import { Option } from "@commander-js/extra-typings";

export const REDIS_OPTION = new Option("--redis <url>", "where the queue is").default(
  "redis://127.0.0.1:6379",
);

export const QUEUE_OPTION = new Option("--queue <name>", "name of the queue").default("pullsim");
