/** What a trace's records ask for and how they were answered, requests to the cache or not. */

import { type BatchTexts, type RecordBatch, SPLIT } from "../trace/format.ts";
import { longer } from "./column.ts";
import { type Target, targetOf } from "./select.ts";

const TARGETS: readonly Target[] = ["ping", "blob", "manifest", "upload", "other"];

/** What the URIs of batches ask for, as indices into {@link TARGETS}. */
export class UriTargets {
  #texts: BatchTexts | undefined;
  #known = 0;
  #targets = new Uint8Array(1024);

  /** By the number of the URI. */
  of({ texts, uris, splits }: RecordBatch): Uint8Array {
    if (texts !== this.#texts) {
      this.#texts = texts;
      this.#known = 0;
    }
    if (uris > this.#targets.length) this.#targets = longer(this.#targets, 2 * uris);
    for (; this.#known < uris; this.#known++) {
      const split = splits[3 * this.#known]!;
      this.#targets[this.#known] = TARGETS.indexOf(
        split === SPLIT.blob
          ? "blob"
          : split === SPLIT.manifest
            ? "manifest"
            : targetOf(texts.uri(this.#known)),
      );
    }
    return this.#targets;
  }
}

export class RequestMix {
  // Maps and not objects: a property that an object has not had before has its reader compiled anew.
  readonly #mix = new Map<string, Map<Target, number>>();
  readonly #statuses = new Map<number, number>();
  readonly #targets: UriTargets;
  /** Records of the batch by method and target, and in which order these have come. */
  #counts = new Uint32Array(64);
  readonly #seen: number[] = [];

  /** Of batches, what their URIs ask for may be known from other mixes. */
  constructor(targets = new UriTargets()) {
    this.#targets = targets;
  }

  /** Records by method and by what they ask for: `mix.GET.blob`. */
  get mix(): Record<string, Partial<Record<Target, number>>> {
    return Object.fromEntries(
      Array.from(this.#mix, ([method, targets]) => [method, Object.fromEntries(targets)]),
    );
  }

  /** Records by status. */
  get statuses(): Record<string, number> {
    return Object.fromEntries(this.#statuses);
  }

  /** A record of that kind. */
  record(method: string, target: Target, status: number): void {
    this.add(method, target, 1);
    this.#answered(status, 1);
  }

  /** So many records more of a method that ask for that. */
  add(method: string, target: Target, records: number): void {
    let targets = this.#mix.get(method);
    if (targets === undefined) {
      targets = new Map();
      this.#mix.set(method, targets);
    }
    targets.set(target, (targets.get(target) ?? 0) + records);
  }

  #answered(status: number, records: number): void {
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + records);
  }

  /** All of a batch. */
  records(batch: RecordBatch): void {
    const { count, method, uri, status, texts } = batch;
    const kinds = TARGETS.length * texts.method.length;
    if (this.#counts.length < kinds) this.#counts = new Uint32Array(2 * kinds);
    const targets = this.#targets.of(batch);
    const counts = this.#counts;
    // Most answers are like the one before.
    let alike = 0;
    for (let i = 0; i < count; i++) {
      const target = targets[uri[i]!]!;
      const kind = TARGETS.length * method[i]! + target;
      if (counts[kind]!++ === 0) this.#seen.push(kind);
      if (status[i] !== status[alike]) {
        this.#answered(status[alike]!, i - alike);
        alike = i;
      }
    }
    if (count > 0) this.#answered(status[alike]!, count - alike);
    for (const kind of this.#seen.splice(0)) {
      const name = texts.method[Math.floor(kind / TARGETS.length)]!;
      this.add(name, TARGETS[kind % TARGETS.length]!, counts[kind]!);
      counts[kind] = 0;
    }
  }

  /** What was counted elsewhere, of what comes after. */
  include({ mix, statuses }: Pick<RequestMix, "mix" | "statuses">): void {
    for (const [method, targets] of Object.entries(mix)) {
      for (const [target, n] of Object.entries(targets)) this.add(method, target as Target, n);
    }
    for (const [status, n] of Object.entries(statuses)) this.#answered(Number(status), n);
  }
}
