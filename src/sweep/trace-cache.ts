/**
 * Converted traces that sweeps have made of raw ones, in a folder: each is named after the digest of
 * what it was made from, and by which code. Processes may share the folder, and may be killed.
 */

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { TraceError } from "../errors.ts";
import { type ConvertOptions, convertTrace } from "../input/convert-trace.ts";
import { type Bytes, parseBytes } from "../units.ts";
import type { Objects } from "../workload/select.ts";
import { codeDigest } from "./code-digest.ts";
import { checkUnchanged } from "./unchanged.ts";

/** Which trace, and how it is read. */
export interface CacheOrder {
  readonly path: string;
  /** Digest of its uncompressed bytes. */
  readonly identity: string;
  readonly format?: string | undefined;
  readonly objects: Objects;
  /** What its files looked like when the digest was taken. */
  readonly look?: string;
}

/** What a killed process leaves behind is no longer being written after that. */
const STALE_MS = 3_600_000;
const SUFFIX = /\.(arrow|sum)$/;

/** `$XDG_CACHE_HOME/pullsim`, or `~/.cache/pullsim`. */
export const CACHE_FOLDER = join(
  process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
  "pullsim",
);

/** The cache that the options ask for; undefined for none. @throws {UsageError} `QUANTITY`. */
export async function openCache(options: {
  readonly cache: string | false;
  readonly cacheSize: string;
  readonly workers: number;
  readonly memory: Bytes;
}): Promise<TraceCache | undefined> {
  const limit = await parseBytes(options.cacheSize);
  return options.cache === false ? undefined : new TraceCache(options.cache, limit, options);
}

export class TraceCache {
  readonly #folder: string;
  readonly #limit: Bytes;
  readonly #means: Pick<ConvertOptions, "workers" | "memory">;
  /** Used by this process, so not to be evicted by it. */
  readonly #used = new Set<string>();
  readonly #stop = new AbortController();

  /** Traces are converted by so many `workers`, of which the requests may take so much `memory`. */
  constructor(
    folder: string,
    limit: Bytes,
    { workers, memory }: { readonly workers: number; readonly memory: Bytes },
  ) {
    this.#folder = folder;
    this.#limit = limit;
    this.#means = { workers, memory };
  }

  /**
   * The converted trace, made where there is none yet; undefined where it cannot be kept.
   * @throws {TraceError} as convertTrace does for what is no trace.
   */
  async converted({
    path,
    identity,
    format,
    objects,
    look,
  }: CacheOrder): Promise<string | undefined> {
    const made = JSON.stringify({ identity, format, objects, code: codeDigest() });
    const name = `${createHash("sha256").update(made).digest("hex").slice(0, 32)}.arrow`;
    const file = join(this.#folder, name);
    this.#used.add(name);
    if (touch(file)) return file;
    try {
      const { signal } = this.#stop;
      await convertTrace([path], { format, objects, ...this.#means, signal }, file);
      checkUnchanged({ path, look });
    } catch (error) {
      if ((error as TraceError).code === "CHANGED") this.discard(file);
      if (error instanceof TraceError || this.#stop.signal.aborted) throw error;
      console.error(`pullsim: warning: ${path} is not kept: ${(error as Error).message}`);
      return undefined;
    }
    this.#evict();
    return file;
  }

  /** Removes a converted trace that cannot be read. */
  discard(file: string): void {
    rmSync(file, { force: true });
  }

  /** Ends a conversion that is under way. */
  stop(): void {
    this.#stop.abort();
  }

  /** What was noted of files that looked like that. */
  note(look: string): string | undefined {
    try {
      return readFileSync(this.#noteOf(look), "utf8");
    } catch {
      return undefined;
    }
  }

  /** Notes it; a note is a convenience, and need not be kept. */
  async remember(look: string, text: string): Promise<void> {
    try {
      mkdirSync(this.#folder, { recursive: true });
      await writeFileAtomic(this.#noteOf(look), text);
    } catch {}
  }

  #noteOf(look: string): string {
    const name = createHash("sha256").update(look).digest("hex").slice(0, 32);
    return join(this.#folder, `${name}.sum`);
  }

  /** Removes what was not used for longest, until the rest is within the limit. */
  #evict(): void {
    const files = readdirSync(this.#folder).flatMap((name) => {
      const stat = statSync(join(this.#folder, name), { throwIfNoEntry: false });
      return stat?.isFile() ? [{ name, bytes: stat.size, used: stat.mtimeMs }] : [];
    });
    const remove = (name: string): void => rmSync(join(this.#folder, name), { force: true });
    for (const { name, used } of files) {
      if (name.endsWith(".part") && used < Date.now() - STALE_MS) remove(name);
    }
    const kept = files.filter(({ name }) => SUFFIX.test(name));
    let bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of kept.sort((a, b) => a.used - b.used)) {
      if (bytes <= this.#limit) return;
      if (this.#used.has(file.name)) continue;
      remove(file.name);
      bytes -= file.bytes;
    }
  }
}

/** Marks a file as used. False when there is none. */
function touch(file: string): boolean {
  try {
    utimesSync(file, new Date(), new Date());
    return true;
  } catch {
    return false;
  }
}
