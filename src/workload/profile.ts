/** A registry profile: everything that a generated workload is made of, read from YAML and checked. */

import { z } from "zod";
import { ProfileError, UsageError } from "../errors.ts";
import { PROFILES } from "../profiles/catalog.ts";
import { yamlDocument, yamlValues } from "../yaml-values.ts";

const count = z.int().nonnegative();
const some = z.int().positive();
const share = z.number().min(0).max(1);
const above = z.number().positive();
const bytes = z.number().positive();
const seconds = z.number().nonnegative();

const lognormal = z.strictObject({ log10Mean: z.number(), log10Deviation: above });

const schema = z.strictObject({
  /** The first instant, UTC, and how long the trace lasts. */
  start: z.iso.datetime(),
  days: above,
  /** Records of the whole trace, by method. */
  records: z.strictObject({ get: some, head: count, put: count, post: count, patch: count }),
  /** How many of the GETs fetch a blob and how many a manifest; the rest are pings. */
  blobGets: some,
  manifestGets: some,
  clients: z.strictObject({
    /** Clients with a blob GET in the whole trace. */
    count: some,
    /** Clients seen after a share q of the trace: count × q^growth. */
    growth: above,
    /** Zipf exponent of their activity. */
    skew: z.number().nonnegative(),
  }),
  /** Registry servers, of which one answers each request at random. */
  hosts: some,
  load: z.strictObject({
    /** Saturday's and Sunday's load ÷ a weekday's. */
    weekend: above,
    /** Amplitude of the daily wave ÷ its mean, and the hour (UTC) of its peak. */
    daily: share,
    peakHour: z.number().min(0).max(24),
    /** Sigma of the lognormal factor of each hour. */
    burst: z.number().nonnegative(),
  }),
  layers: z.strictObject({
    /** Two lognormal components in log10 bytes, and the share of layers in the large one. */
    large: lognormal,
    small: lognormal,
    largeShare: share,
    /** No layer is smaller or greater, in bytes, but the 32-byte empty one. */
    smallest: bytes,
    greatest: bytes,
  }),
  growth: z.strictObject({
    unit: z.enum(["layers", "bytes"]),
    /** [share of the blob GETs, distinct layers or bytes asked for until then], ascending. */
    points: z.array(z.tuple([share, z.number().nonnegative()])).min(1),
  }),
  images: z.strictObject({
    /** Blobs of a new image: lognormal, rounded, between 1 and `most`. */
    blobs: z.strictObject({ median: above, sigma: z.number().nonnegative(), most: some }),
    /** Share of new images that open a repository; the others are new versions. */
    newRepository: share,
    /** Mean share of a new image's blobs that it has from an older one. */
    shared: share,
    /** Share of new images that contain the empty layer. */
    empty: share,
    /** Share of new images that are pulled by the tag that every repository has. */
    latest: share,
  }),
  /** Sizes of manifests: so many bytes, and so many for each blob, times a factor of 0.5 to 1.5. */
  manifests: z.strictObject({
    bytes: z.int().nonnegative(),
    bytesPerBlob: z.number().nonnegative(),
  }),
  reuse: z.strictObject({
    /** A pull repeats the one `lag` pulls ago: density of the lag ∝ lag^−exponent. */
    exponent: above,
    /** Share of repeats that are the same client's. */
    sameClient: share,
    /** Share of repeats whose client has the image's base and lacks only its top. */
    partial: share,
  }),
  monitor: z.strictObject({
    /** Share of the blob GETs; pulls on a schedule, by so many clients. */
    share,
    clients: some,
    /** Sizes of the layers that all monitor images share, and of each image's own. */
    base: z.array(bytes).min(1),
    images: z.array(z.array(bytes).min(1)).min(1),
  }),
  /**
   * Images that are pulled on slower schedules: their share of the blob GETs, how many they are, and
   * the Zipf exponent of how often each is pulled.
   */
  rounds: z.strictObject({ share, images: some, skew: z.number().nonnegative() }),
  /** Repositories that are polled and pushed to, at most, and the Zipf exponent of how often. */
  polls: z.strictObject({ repositories: some, skew: above }),
  /** Share of the pings with which sessions may begin; the others are health checks. */
  pings: z.strictObject({ sessions: share }),
  pushes: z.strictObject({
    /** Share of new images whose push precedes their first pull, and the mean seconds between. */
    pulled: share,
    delay: seconds,
    /** Share of the HEADs that belong to pushes; the others are a pull's. */
    heads: share,
    /** Shares of the POSTs answered 201 (a mount) and 301. */
    mounted: share,
    redirected: share,
  }),
  latency: z.strictObject({
    /** Blob: overhead lognormal (median seconds, sigma) + size ÷ bandwidth (bytes a second). */
    overhead: seconds,
    sigma: z.number().nonnegative(),
    bandwidth: above,
    /** Median seconds of the others, with the same sigma. */
    ping: seconds,
    manifest: seconds,
    head: seconds,
    put: seconds,
  }),
  transfers: z.strictObject({
    /** Layers that a client fetches at once, besides the config blob. */
    parallel: some,
    /** Median seconds between the end of a transfer and the start of the client's next. */
    gap: seconds,
    /** Sigma of these gaps, which are lognormal. */
    sigma: z.number().nonnegative(),
  }),
  /** What is published of this registry, for `pullsim inspect` to set beside what it counts. */
  published: z
    .array(
      z.strictObject({
        figure: z.string(),
        value: z.number(),
        source: z.string(),
        /**
         * What it holds for: the whole trace (default), any part of it, a part in proportion to its
         * time, or the first so many days.
         */
        over: z.union([z.literal(["whole", "any", "part"]), above]).default("whole"),
        /** Of the footprint's growth: after that share of the blob GETs. */
        at: share.optional(),
      }),
    )
    .default([]),
});

/** In seconds, bytes and counts; see the schema's comments. */
export type Profile = { readonly name: string } & z.infer<typeof schema>;

/** The text of a profile by its name. @throws {UsageError} `PROFILE` when there is none. */
export function profileText(name: string): string {
  const text = Object.hasOwn(PROFILES, name) ? PROFILES[name] : undefined;
  if (text === undefined) {
    throw new UsageError(
      "PROFILE",
      `there is no profile "${name}": choose from ${Object.keys(PROFILES).join(", ")}, or give a file`,
    );
  }
  return text;
}

/**
 * Reads a profile.
 * @throws {ProfileError} `PROFILE` for text that is not a valid profile; the message names the key,
 * what was found and what was expected.
 */
export function parseProfile(name: string, text: string): Profile {
  const fail = (what: string): never => {
    throw new ProfileError("PROFILE", `profile ${name}: ${what}`);
  };
  const found = yamlValues(yamlDocument(text, fail), fail);
  const parsed = schema.safeParse(found);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const value = path.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
      found,
    );
    const what = value === undefined ? "missing" : `found ${JSON.stringify(value)}`;
    fail(`${path.map(String).join(".") || "the whole"}: ${what}; ${message}`);
  }
  const profile: Profile = { name, ...parsed.data! };
  const { points } = profile.growth;
  if (
    points.some(
      ([at, amount], i) => i > 0 && (at <= points[i - 1]![0] || amount < points[i - 1]![1]),
    )
  ) {
    fail("growth.points: must ascend");
  }
  if (profile.blobGets + profile.manifestGets > profile.records.get) {
    fail(`records.get: found ${profile.records.get}; fewer than the GETs of blobs and manifests`);
  }
  return profile;
}

/** Records of the whole trace. */
export function recordCount({ records }: Profile): number {
  return records.get + records.head + records.put + records.post + records.patch;
}
