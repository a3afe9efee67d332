/** What the archive would say of a generated record. */

import type { Bytes } from "../units.ts";
import type { ImageLibrary } from "./image-library.ts";
import type { PendingRecords } from "./pending-records.ts";
import type { Profile } from "./profile.ts";
import { ProfileNames } from "./profile-names.ts";
import { describe, type RecordKind } from "./record-kinds.ts";
import type { ArchiveRecord } from "./trace-forms.ts";

const HOUR_MS = 3_600_000;

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

export class RecordText {
  readonly #names: ProfileNames;
  readonly #start: number;
  #written = 0;
  #hour = Number.NaN;
  /** `2017-06-20T00:` of that hour. */
  #hourText = "";

  constructor(profile: Profile, library: ImageLibrary) {
    this.#names = new ProfileNames(profile, library);
    this.#start = Date.parse(profile.start);
  }

  of(records: PendingRecords, place: number): ArchiveRecord {
    const { responses } = records;
    const kind = records.kinds[place]!;
    const client = responses.client[place]!;
    const { method, status } = describe(kind);
    const id = this.#names.of("record", this.#written++);
    return {
      host: this.#names.host(responses.host[place]!),
      duration: responses.duration[place]!,
      method,
      client: this.#names.client(client),
      uri: this.#uri(kind, responses.repository[place]!, responses.object[place]!),
      userAgent: AGENTS[client % AGENTS.length]!,
      status,
      written: written(kind, records.sizes[place]!),
      id: `${id}${id.slice(2, 4)}`,
      timestamp: this.#iso(this.#start + responses.ended[place]!),
    };
  }

  /** As `toISOString` has it, in a quarter of its time. */
  #iso(time: number): string {
    const hour = Math.floor(time / HOUR_MS);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#hourText = new Date(hour * HOUR_MS).toISOString().slice(0, 14);
    }
    const ms = time - hour * HOUR_MS;
    const second = Math.floor(ms / 1000);
    return `${this.#hourText}${digits(Math.floor(second / 60), 2)}:${digits(second % 60, 2)}.${digits(ms % 1000, 3)}Z`;
  }

  #uri(kind: RecordKind, repository: number, object: number): string {
    if (kind === "ping") return "v2";
    const path = this.#names.repository(repository);
    switch (kind) {
      case "blob":
      case "head":
        return `${path}/blobs/${this.#names.layer(object)}`;
      case "manifest":
      case "manifest-push":
        return `${path}/manifests/${this.#names.reference(object)}`;
      case "upload-start":
      case "upload-mount":
      case "upload-redirect":
        return `${path}/blobs/uploads/`;
      case "upload-data":
      case "upload-end":
        return `${path}/blobs/uploads/${this.#names.of("upload", object)}`;
    }
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

function digits(number: number, count: number): string {
  return String(number).padStart(count, "0");
}
