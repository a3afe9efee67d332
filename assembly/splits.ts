/** What a URI is of, where that is plain to see: `src/workload/select.ts` says what it is in truth. */

import { MAX_TEXTS, TextTable } from "./text-table.ts";

/** As in `src/trace/format.ts`. */
const UNCLEAR: u32 = 0;
const BLOB: u32 = 1;
const MANIFEST: u32 = 2;

const SLASH: u8 = 0x2f;

/** Three words: what it is of, and the ids of its repository and of its name there. */
const SPLIT: usize = 12;

/** Room for all that a table holds; the system gives what is used of it. */
export function splitsOf(): usize {
  return heap.alloc(SPLIT * MAX_TEXTS);
}

/** Puts down what the URI of that id is of, which stands from one address to before another. */
export function split(
  splits: usize,
  id: u32,
  from: usize,
  to: usize,
  repositories: TextTable,
  names: TextTable,
): void {
  const row = splits + SPLIT * id;
  store<u32>(row, UNCLEAR);
  if (!isPlain(from, to)) return;
  const first = load<u8>(from) === SLASH ? from + 1 : from;
  const last = slashBefore(first, to);
  if (last === 0 || last + 1 === to) return;
  const kindAt = slashBefore(first, last);
  if (kindAt === 0) return;
  const kind = kindOf(kindAt + 1, last);
  if (kind === UNCLEAR || isUploads(last + 1, to)) return;
  const repository = repositories.idOf(first, kindAt - first);
  const name = names.idOf(last + 1, to - last - 1);
  if (repository < 0 || name < 0) return;
  store<u32>(row, kind);
  store<u32>(row, repository, 4);
  store<u32>(row, name, 8);
}

/** Whether there is neither a query nor an escape. */
function isPlain(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) {
    const byte = load<u8>(at);
    if (byte === 0x3f || byte === 0x25) return false;
  }
  return true;
}

/** The address of the last slash before an address; 0 where there is none. */
function slashBefore(from: usize, to: usize): usize {
  for (let at = to; at > from; at--) if (load<u8>(at - 1) === SLASH) return at - 1;
  return 0;
}

/** Of "blobs" or "manifests". */
function kindOf(from: usize, to: usize): u32 {
  const head = load<u32>(from);
  const tail = load<u8>(to - 1) === 0x73;
  if (to - from === 5) return head === 0x626f6c62 && tail ? BLOB : UNCLEAR;
  if (to - from !== 9) return UNCLEAR;
  return head === 0x696e616d && load<u32>(from, 4) === 0x74736566 && tail ? MANIFEST : UNCLEAR;
}

/** Whether it is just "uploads", where uploads begin. */
function isUploads(from: usize, to: usize): bool {
  return to - from === 7 && load<u32>(from) === 0x6f6c7075 && load<u32>(from, 3) === 0x7364616f;
}
