/** A thread that reads parts of a trace, and sends what it has found without a copy of it. */

import { parentPort, workerData } from "node:worker_threads";
import { builderFor, type GatherOrder, gatherParts } from "./gather-parts.ts";

const order = workerData as GatherOrder;
const result = await gatherParts(order, builderFor(order));
const { requests, manifests, sizes } = result.gathered;
const columns = [...Object.values(requests), ...Object.values(manifests), sizes];
// Columns without a row may be one and the same. What is shared needs not be handed over.
const buffers = new Set(
  columns.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer),
);
parentPort!.postMessage(result, [...buffers]);
