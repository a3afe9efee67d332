/**
 * Puts lines together that a container's runtime has split: in Kubernetes each piece but the last has the flag
 * `P` (kubernetes/design-proposals, cri logging), in Docker's json-file each but the last is of 16 KiB and has
 * no line break in its text (moby, daemon/logger/copier.go).
 */

import { type LineSink, MAX_LINE_BYTES } from "./lines.ts";

const CRI = /^\d{4}-\d\d-\d\dT\S{9,30} (stdout|stderr) ([PF])(?::\S*)? /;
const DOCKER = '{"log":"';
const DOCKER_END = /","stream":"(stdout|stderr)"[^\\]*$/;
const DOCKER_PIECE = 16 * 1024;

/** A piece of a line, or a whole one. */
interface Piece {
  readonly stream: string;
  /** What stands before its text, and after. */
  readonly head: string;
  readonly text: string;
  readonly tail: string;
  readonly last: boolean;
}

/**
 * What waits for its last piece; of one that has become too long nothing is kept. Its place is that of its
 * last piece: places ascend, and the two streams take turns.
 */
interface Waiting {
  byte: number;
  readonly head: string;
  readonly texts: string[];
  length: number;
}

export class WholeLines implements LineSink {
  readonly #sink: LineSink;
  /** By stream. */
  readonly #waiting = new Map<string, Waiting>();

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  line(line: string, byte: () => number, whole: boolean): void {
    const piece = pieceOf(line);
    const waiting = piece && this.#waiting.get(piece.stream);
    if (!piece || (piece.last && !waiting)) {
      this.#sink.line(line, byte, whole);
      return;
    }
    const { stream, head, text, tail, last } = piece;
    const all = waiting ?? { byte: 0, head, texts: [], length: 0 };
    all.byte = byte();
    all.length += text.length;
    if (all.length > MAX_LINE_BYTES) all.texts.length = 0;
    else all.texts.push(text);
    if (!last) this.#waiting.set(stream, all);
    else {
      this.#waiting.delete(stream);
      this.#tell(all, tail, whole);
    }
  }

  overlong(byte: number): void {
    this.#sink.overlong(byte);
  }

  /** There are no more lines: what still waits is cut off. */
  end(): void {
    const left = [...this.#waiting.values()].sort((a, b) => a.byte - b.byte);
    for (const waiting of left) this.#tell(waiting, "", false);
    this.#waiting.clear();
  }

  #tell({ byte, head, texts, length }: Waiting, tail: string, whole: boolean): void {
    if (length > MAX_LINE_BYTES) this.#sink.overlong(byte);
    else this.#sink.line(head + texts.join("") + tail, () => byte, whole);
  }
}

function pieceOf(line: string): Piece | undefined {
  if (line.startsWith(DOCKER)) return dockerPiece(line);
  const cri = line.charCodeAt(10) === 0x54 ? CRI.exec(line.slice(0, 80)) : null;
  if (!cri) return undefined;
  const [head, stream, flag] = cri as unknown as [string, string, string];
  return { stream, head, text: line.slice(head.length), tail: "", last: flag === "F" };
}

function dockerPiece(line: string): Piece | undefined {
  // What follows the text is short: stream, labels, time.
  const end = DOCKER_END.exec(line.slice(Math.max(DOCKER.length, line.length - 2000)));
  if (!end) return undefined;
  const tail = end[0];
  const text = line.slice(DOCKER.length, line.length - tail.length);
  const last = text.endsWith("\\n") || !isFull(text);
  return { stream: end[1]!, head: DOCKER, text, tail, last };
}

/** Whether an escaped text is as long as Docker lets a piece become. */
function isFull(text: string): boolean {
  if (text.length < DOCKER_PIECE / 4) return false;
  try {
    return new TextEncoder().encode(JSON.parse(`"${text}"`)).length >= DOCKER_PIECE;
  } catch {
    return false;
  }
}
