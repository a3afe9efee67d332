/**
 * Generated records as the files of a trace. What is in a file is in bounded memory: an hour's
 * records go out when no session of a later hour can add to them.
 */

import type { Bytes, Seconds } from "../units.ts";
import { ascending } from "./arrival-order.ts";
import { Column } from "./column.ts";
import { type GeneratedRecords, Generator } from "./generator.ts";
import type { ImageLibrary } from "./image-library.ts";
import type { Profile } from "./profile.ts";
import { Pseudonyms } from "./pseudonyms.ts";
import { describe, type RecordKind } from "./record-kinds.ts";
import { arrivalOf, type Span } from "./slice.ts";
import type { ArchiveRecord, TraceForm } from "./trace-forms.ts";

/** A piece of a file; a new file begins wherever the name changes. */
export interface Piece {
  readonly file: string;
  readonly text: string;
}

const HOUR: Seconds = 3600;
const HOURS_PER_FILE = 6;
/** Servers whose logs the archive's arrays hold one after the other, for each hour. */
const LOGS = 8;
/** Records that are joined into one piece. */
const RECORDS_PER_PIECE = 256;
/** The tag that every repository has. */
const LATEST = 0xffffffff;

const AGENTS = [
  ["17.03.1-ce", "go1.7.5", "c6d412e", "4.4.0-78-generic", "Docker-Client/17.03.1-ce \\(linux\\)"],
  ["1.12.1", "go1.6.3", "23cf638", "3.16.0-76-generic", "python-requests/2.14.1"],
  ["17.04.0-ce", "go1.7.5", "4845c56", "4.4.0-62-generic", "Docker-Client/17.04.0-ce \\(linux\\)"],
  ["1.12.0", "go1.6.3", "8eab29e", "4.4.0-45-generic", "docker-py/1.10.6"],
  ["1.13.1", "go1.7.5", "092cba3", "4.4.0-72-generic", "Go-http-client/1.1"],
].map(
  ([docker, go, commit, kernel, client]) =>
    `docker/${docker} go/${go} git-commit/${commit} kernel/${kernel} os/linux arch/amd64 UpstreamClient(${client})`,
);

/**
 * The files of a span of a profile's trace, piece by piece, hour by hour. With `archive`, the
 * files are the archive's: one for six hours, named as there, and not in order of time; else all is
 * one file, `file`, in order of arrival to the second.
 */
export function* writtenTrace(
  profile: Profile,
  seed: number,
  span: Span,
  form: TraceForm,
  file?: string,
): IterableIterator<Piece> {
  const pending = new Pending(span);
  const generator = new Generator(profile, seed, pending);
  const text = new RecordText(profile, generator.library);
  const hours = Math.min(generator.hours, Math.ceil(span.until / HOUR));
  const shuffled = form.name === "archive";
  let open: string | undefined;
  for (let hour = 0; hour < hours; hour++) {
    generator.hour();
    const last = hour === hours - 1;
    const to = last ? Number.POSITIVE_INFINITY : (hour + 1) * HOUR;
    const name = file ?? archiveName(profile, hour);
    const records = pending.take(to, shuffled);
    for (let at = 0; at < records.length; at += RECORDS_PER_PIECE) {
      const piece = Array.from(records.subarray(at, at + RECORDS_PER_PIECE), (place) =>
        form.record(text.of(pending, place)),
      ).join(form.between);
      const start = open === name ? form.between : form.head;
      if (open !== undefined && open !== name) yield { file: open, text: form.tail };
      open = name;
      yield { file: name, text: start + piece };
    }
    pending.drop(records);
  }
  if (open !== undefined) yield { file: open, text: form.tail };
}

/** `prod-dal09-logstash-2017.06.20-0.json`; internal registries have their kind in their name. */
function archiveName({ name, start }: Profile, hour: number): string {
  const date = new Date(Date.parse(start) + hour * HOUR * 1000);
  const day = date.toISOString().slice(0, 10).replaceAll("-", ".");
  const part = Math.floor(date.getUTCHours() / HOURS_PER_FILE);
  return `${name.includes("-") ? name : `prod-${name}`}-logstash-${day}-${part}.json`;
}

/** Records that have not been written yet, in the order in which they were made. */
class Pending implements GeneratedRecords {
  readonly #from: Seconds;
  readonly #until: Seconds;
  kinds: RecordKind[] = [];
  ended: number[] = [];
  duration: Seconds[] = [];
  client: number[] = [];
  repository: number[] = [];
  host: number[] = [];
  object: number[] = [];
  size: Bytes[] = [];

  constructor({ from, until }: Span) {
    this.#from = from;
    this.#until = until;
  }

  record(
    kind: RecordKind,
    ended: number,
    duration: Seconds,
    client: number,
    repository: number,
    host: number,
    object: number,
    size: Bytes,
  ): void {
    const arrival = arrivalOf(ended, duration);
    if (arrival < this.#from || arrival >= this.#until) return;
    this.kinds.push(kind);
    this.ended.push(ended);
    this.duration.push(duration);
    this.client.push(client);
    this.repository.push(repository);
    this.host.push(host);
    this.object.push(object);
    this.size.push(size);
  }

  /**
   * The places of the records that arrived before `to`: by second of arrival, or first by which of
   * the logs that second went to. Within a second they stay as they were made, so that whoever
   * sorts them by arrival finds ties in that order.
   */
  take(to: Seconds, shuffled: boolean): Uint32Array {
    const places = new Column(Uint32Array);
    const keys = new Column(Float64Array);
    for (let place = 0; place < this.kinds.length; place++) {
      const second = Math.floor(arrivalOf(this.ended[place]!, this.duration[place]!));
      if (second >= to) continue;
      const log = shuffled ? (Math.imul(second, 0x9e3779b1) >>> 29) % LOGS : 0;
      places.push(place);
      keys.push(log * 2 ** 30 + second);
    }
    const taken = places.values();
    return ascending(keys.values()).map((at) => taken[at]!);
  }

  /** Forgets the records at those places. */
  drop(places: Uint32Array): void {
    const gone = new Uint8Array(this.kinds.length);
    for (const place of places) gone[place] = 1;
    const kept = <T>(column: T[]): T[] => column.filter((_, place) => gone[place] === 0);
    this.kinds = kept(this.kinds);
    this.ended = kept(this.ended);
    this.duration = kept(this.duration);
    this.client = kept(this.client);
    this.repository = kept(this.repository);
    this.host = kept(this.host);
    this.object = kept(this.object);
    this.size = kept(this.size);
  }
}

/** What the archive would say of a record. */
class RecordText {
  readonly #names: Pseudonyms;
  readonly #library: ImageLibrary;
  readonly #start: number;
  #written = 0;

  constructor(profile: Profile, library: ImageLibrary) {
    this.#names = new Pseudonyms(profile.name);
    this.#library = library;
    this.#start = Date.parse(profile.start);
  }

  of(records: Pending, place: number): ArchiveRecord {
    const kind = records.kinds[place]!;
    const client = records.client[place]!;
    const { method, status } = describe(kind);
    const id = this.#names.of("record", this.#written++);
    return {
      host: this.#names.of("host", records.host[place]!),
      duration: records.duration[place]!,
      method,
      client: this.#names.of("client", client),
      uri: this.#uri(kind, records.repository[place]!, records.object[place]!),
      userAgent: AGENTS[client % AGENTS.length]!,
      status,
      written: written(kind, records.size[place]!),
      id: `${id}${id.slice(2, 4)}`,
      timestamp: new Date(this.#start + records.ended[place]!).toISOString(),
    };
  }

  #uri(kind: RecordKind, repository: number, object: number): string {
    switch (kind) {
      case "ping":
        return "v2";
      case "blob":
      case "head":
        return `${this.#path(repository)}/blobs/${this.#names.of("layer", object)}`;
      case "manifest":
      case "manifest-push": {
        const reference = this.#library.isLatest(object) ? LATEST : object;
        return `${this.#path(repository)}/manifests/${this.#names.of("manifest", reference)}`;
      }
      case "upload-start":
      case "upload-mount":
      case "upload-redirect":
        return `${this.#path(repository)}/blobs/uploads/`;
      case "upload-data":
      case "upload-end":
        return `${this.#path(repository)}/blobs/uploads/${this.#names.of("upload", object)}`;
    }
  }

  /** Two components for nearly all, as in the archive; one or three for one in a hundred each. */
  #path(repository: number): string {
    const name = this.#names.of("repository", repository);
    const scheduled = repository < this.#library.scheduledImages;
    // About three repositories to a namespace; the monitor's are in one.
    const space = this.#names.of("namespace", scheduled ? 0 : 1 + Math.floor(repository / 3));
    if (repository % 101 === 100) return `v2/${name}`;
    return repository % 103 === 102 ? `v2/${space}/${space}/${name}` : `v2/${space}/${name}`;
  }
}

/** Bytes that the log gives: the greeting of a ping, nothing for what begins an upload. */
function written(kind: RecordKind, size: Bytes): Bytes | undefined {
  if (kind === "ping") return 2;
  if (kind === "upload-start" || kind === "upload-mount" || kind === "upload-redirect") {
    return undefined;
  }
  return size;
}
