/** What each thread that reads a trace does: takes one part after the other, until none is left. */

import { TraceError } from "../errors.ts";
import { formatNamed } from "../trace/catalog.ts";
import { KeptNotes } from "../trace/file-notes.ts";
import type { PartEnd, TraceFormat } from "../trace/format.ts";
import { openTrace } from "../trace/open.ts";
import { readPart, readSource } from "../trace/read-trace.ts";
import type { Bytes } from "../units.ts";
import type { Gathered, Stretch } from "../workload/gathered.ts";
import { ResponseStore } from "../workload/response-store.ts";
import type { Objects } from "../workload/select.ts";
import { WorkloadBuilder } from "../workload/workload-builder.ts";
import { type ScratchHandle, scratchOn } from "./scratch-file.ts";
import type { Part, Slice } from "./trace-parts.ts";

export interface GatherOrder {
  readonly parts: readonly Part[];
  readonly format: string | undefined;
  readonly objects: Objects;
  /** Whether records of all kinds are counted. */
  readonly mix: boolean;
  /** Shared memory: the number of the next part. */
  readonly next: Int32Array;
  /** Shared memory in which entry `thread` says how many bytes it has read. */
  readonly read: Float64Array;
  readonly thread: number;
  /** Where rows go of which there are more of a kind; absent where all are to be in memory. */
  readonly overflow?: { readonly handle: ScratchHandle; readonly rows: number } | undefined;
}

/** What a thread reads into. */
export function builderFor({ objects, overflow }: GatherOrder): WorkloadBuilder {
  const store = overflow && { file: scratchOn(overflow.handle), rows: overflow.rows };
  return new WorkloadBuilder(objects, undefined, new ResponseStore(store));
}

/** What was told of a slice, and how it ends where another follows. */
export interface SliceNotes {
  readonly notes: Pick<KeptNotes, "wholeRecords" | "damagedRecords" | "told">;
  readonly end?: PartEnd | undefined;
}

export interface GatheredPart {
  readonly part: number;
  readonly stretch: Stretch;
  /** Of those that were read: where the last has failed, that is why. */
  readonly slices: readonly SliceNotes[];
  readonly failure?: { readonly code: string; readonly message: string };
}

/** All that a thread has read. */
export interface ThreadResult {
  readonly gathered: Gathered;
  readonly parts: readonly GatheredPart[];
}

/** Reads parts into the builder; after one that fails no other. `watch` is told of every chunk. */
export async function gatherParts(
  order: GatherOrder,
  builder: WorkloadBuilder,
  watch: () => void = () => {},
): Promise<ThreadResult> {
  const { parts, next, read, thread } = order;
  const done: GatheredPart[] = [];
  const count = (bytes: Bytes): void => {
    watch();
    read[thread]! += bytes;
  };
  for (;;) {
    const part = Atomics.add(next, 0, 1);
    if (part >= parts.length) break;
    builder.stretch(order.mix);
    const slices: SliceNotes[] = [];
    let failure: GatheredPart["failure"];
    for (const slice of parts[part]!) {
      const notes = new KeptNotes();
      const told: { -readonly [K in keyof SliceNotes]: SliceNotes[K] } = { notes };
      slices.push(told);
      try {
        told.end = await readSlice(slice, order.format, builder, notes, count);
      } catch (error) {
        // An error keeps neither its class nor its code on the way to another thread.
        if (!(error instanceof TraceError)) throw error;
        failure = { code: error.code, message: error.message };
        break;
      }
    }
    done.push({ part, stretch: builder.stretch(false), slices, ...(failure && { failure }) });
    if (failure) break;
  }
  return { gathered: builder.gathered(), parts: done };
}

async function readSlice(
  { file, from, to, cut, between }: Slice,
  format: string | undefined,
  builder: WorkloadBuilder,
  notes: KeptNotes,
  count: (bytes: Bytes) => void,
): Promise<PartEnd | undefined> {
  const source = openTrace([file], count).sources[0]!;
  if (cut === undefined) {
    const named = format === undefined ? undefined : formatNamed(format);
    await readSource(source, builder, named, notes);
    return undefined;
  }
  const { parts } = formatNamed(cut) as TraceFormat;
  const last = to === Number.POSITIVE_INFINITY;
  return readPart(
    source.part!(from, to),
    builder,
    (sink) => parts!.reader(sink, from, between),
    last,
    notes,
  );
}
