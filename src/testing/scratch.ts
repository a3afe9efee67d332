/** A scratch file in memory. */

import type { ScratchFile } from "../workload/random-access.ts";

export function scratchInMemory(): ScratchFile {
  let room = new Uint8Array(1024);
  let bytes = 0;
  return {
    name: "scratch",
    get bytes() {
      return bytes;
    },
    write(piece) {
      const at = bytes;
      bytes += piece.length;
      if (bytes > room.length) {
        const wider = new Uint8Array(2 * bytes);
        wider.set(room);
        room = wider;
      }
      room.set(piece, at);
      return at;
    },
    read(into, at) {
      if (at < 0 || at + into.length > bytes) throw new Error(`no bytes ${at} + ${into.length}`);
      into.set(room.subarray(at, at + into.length));
    },
  };
}
