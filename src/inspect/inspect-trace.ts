/** From the records of a trace to an inspector. */

import type { Damage, Ignored, TraceRecord } from "../trace/format.ts";
import type { RecordSink } from "../trace/read-trace.ts";
import { select, targetOf } from "../workload/select.ts";
import type { Inspector } from "./inspector.ts";

/** Feeds an inspector with the records of the files of one registry. */
export class TraceInspector implements RecordSink {
  readonly #inspector: Inspector;
  readonly #blobs = new Ids();
  readonly #manifests = new Ids();
  readonly #clients = new Ids();
  readonly #repositories = new Ids();
  readonly #hosts = new Ids();

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  record(record: TraceRecord): void {
    const target = targetOf(record.uri);
    this.#inspector.record(record.method, target, record.status);
    const selection = select(record, "all");
    if ("skip" in selection) {
      this.#inspector.skip(selection.skip);
      return;
    }
    const blob = target === "blob";
    if (!blob) this.#inspector.skip("manifest");
    this.#inspector.request(
      blob,
      record.timestamp,
      record.duration,
      (blob ? this.#blobs : this.#manifests).of(selection.key),
      this.#clients.of(record.client),
      this.#repositories.of(selection.repository),
      this.#hosts.of(record.host),
      record.written!,
    );
  }

  damaged(reason: Damage): void {
    this.#inspector.unread(reason);
  }

  ignored(reason: Ignored): void {
    this.#inspector.unread(reason);
  }
}

/** Dense integers for names. */
class Ids {
  readonly #ids = new Map<string, number>();

  of(name: string): number {
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(name, id);
    }
    return id;
  }
}
