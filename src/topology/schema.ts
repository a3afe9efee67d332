/** The schema of a topology as a user writes it: quantities with units, and defaults. */

import { z } from "zod";
import { DISCIPLINES } from "../engine/station.ts";
import { DEDUPS } from "../policy/neighbour.ts";
import { type Dimension, parseQuantity, UNLIMITED } from "../units.ts";
import { parseExpression } from "./expression.ts";
import type { LatencySpec } from "./latency.ts";
import type { Topology } from "./topology.ts";

/** Runs a reader whose errors are the user's to mend. */
function read<T>(reader: (text: string | number) => Promise<T>) {
  return z.union([z.number(), z.string()]).transform(async (text, context) => {
    try {
      return await reader(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
      return z.NEVER;
    }
  });
}

/** A number in base units, or text with a unit. */
function quantity(dimension: Dimension) {
  return read((text) => parseQuantity(text, dimension));
}

const seconds = quantity("seconds");
const bytes = quantity("bytes");
const bandwidth = quantity("bandwidth").refine((value) => value > 0, "must be above zero");
const unlimited = Number.POSITIVE_INFINITY;

const servers = z.union([z.literal(UNLIMITED).transform(() => unlimited), z.int().positive()]);

/** A time, or an expression that gives one. */
const inWords = read(
  async (text): Promise<LatencySpec> =>
    typeof text === "string" && /size|[-+*/^()]\s*[\d.(a-z]/i.test(text)
      ? parseExpression(text)
      : { model: "constant", value: await parseQuantity(text, "seconds") },
).refine((spec) => spec.model !== "constant" || Number.isFinite(spec.value), "must have an end");

const sizeClass = z.strictObject({
  upTo: z.union([z.literal(UNLIMITED).transform(() => unlimited), bytes]),
  quantiles: z.array(z.number().nonnegative()).min(1).refine(ascending, "must ascend"),
});

const model = z.discriminatedUnion("model", [
  z.strictObject({ model: z.literal("constant"), value: seconds }),
  z.strictObject({ model: z.literal("affine"), base: seconds, bandwidth }),
  z.strictObject({
    model: z.literal("lognormal"),
    median: seconds,
    sigma: z.number().nonnegative(),
    bandwidth: bandwidth.default(unlimited),
  }),
  z.strictObject({
    model: z.literal("exponential"),
    mean: seconds,
    bandwidth: bandwidth.default(unlimited),
  }),
  z.strictObject({ model: z.literal("uniform"), least: seconds, greatest: seconds }),
  z.strictObject({
    model: z.literal("empirical"),
    base: seconds,
    bandwidth: bandwidth.default(unlimited),
    classes: z
      .array(sizeClass)
      .min(1)
      .refine((classes) => ascending(classes.map(({ upTo }) => upTo)), "must ascend in upTo"),
  }),
  z.strictObject({
    model: z.literal("sum"),
    of: z.array(z.lazy((): z.ZodType<LatencySpec> => latency)).min(1),
  }),
  z.strictObject({ model: z.literal("recorded") }),
]);

const latency: z.ZodType<LatencySpec> = z.union([inWords, model]);

const nothing: LatencySpec = { model: "constant", value: 0 };
const station = { servers, discipline: z.enum(DISCIPLINES).default("fifo"), latency };
const link = bandwidth.default(unlimited);

export const topologySchema: z.ZodType<Topology> = z.strictObject({
  loadBalancer: z.strictObject({
    ...station,
    pick: z
      .enum(["trace-host", "round-robin", "least-loaded", "consistent-hash"])
      .default("trace-host"),
  }),
  registry: z.strictObject({
    ...station,
    hosts: z.int().positive().max(1024).default(1),
    cache: z.enum(["shared", "split", "replicated"]).default("shared"),
    memory: latency,
    link,
    clientRate: link,
    relay: z.enum(["end-to-end", "cut-through", "store-and-forward"]).default("end-to-end"),
    misses: z.enum(["proxied", "redirected"]).default("proxied"),
    coalesce: z.boolean().default(true),
    redirect: latency.default(nothing),
  }),
  objectStore: z.strictObject({
    ...station,
    memory: z
      .strictObject({
        capacity: bytes.default(0),
        latency: latency.default(nothing),
        dedup: z.enum(DEDUPS).default("inclusive"),
      })
      .default({ capacity: 0, latency: nothing, dedup: "inclusive" }),
    disks: z.int().nonnegative().max(1024).default(0),
    disk: z
      .strictObject({
        seek: latency.default(nothing),
        rotation: latency.default(nothing),
        bandwidth: bandwidth.default(unlimited),
      })
      .default({ seek: nothing, rotation: nothing, bandwidth: unlimited }),
    link,
    clientRate: link,
  }),
});

function ascending(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || values[i - 1]! <= value);
}
