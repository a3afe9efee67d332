/** Where a reader keeps responses: in memory, or in a file once they are too many. */

import type { ScratchFile } from "./random-access.ts";
import { ResponseColumns } from "./response-columns.ts";
import { ResponseFile, type ResponsePieces } from "./response-file.ts";

/** Where the responses are that went to the file: all of a kind, or none. */
export type SpilledPieces = Readonly<Partial<Record<"requests" | "manifests", ResponsePieces>>>;

export class ResponseStore {
  readonly requests: ResponseColumns;
  /** Which tell where image pulls begin, be they requests or not. */
  readonly manifests: ResponseColumns;
  readonly #files: Readonly<Record<"requests" | "manifests", ResponseFile>> | undefined;

  /** With a file, so many rows of each kind at most are in memory. */
  constructor(overflow?: { readonly file: ScratchFile; readonly rows: number }) {
    if (!overflow) {
      this.requests = new ResponseColumns();
      this.manifests = new ResponseColumns();
      return;
    }
    const { file, rows } = overflow;
    this.#files = { requests: new ResponseFile(file), manifests: new ResponseFile(file) };
    const into = (to: ResponseFile): ResponseColumns =>
      new ResponseColumns(undefined, { rows, take: (responses) => to.append(responses) });
    this.requests = into(this.#files.requests);
    this.manifests = into(this.#files.manifests);
  }

  /** Sends the last of what went to the file there, too. Undefined where nothing did. */
  spilled(): SpilledPieces | undefined {
    this.requests.flush();
    this.manifests.flush();
    const pieces = (["requests", "manifests"] as const).flatMap((kind) => {
      const file = this.#files?.[kind];
      return file && file.count > 0 ? [[kind, file.pieces] as const] : [];
    });
    return pieces.length > 0 ? Object.fromEntries(pieces) : undefined;
  }
}
