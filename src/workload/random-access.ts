/** Files of which any bytes can be read. */

/** A file whose bytes can be read in any order. */
export interface RandomAccess {
  readonly name: string;
  readonly bytes: number;
  /** Fills `into` with the bytes from `at` on, all of which must be there. */
  read(into: Uint8Array, at: number): void;
}

/** A file that is written from its beginning on, and whose bytes can be read in any order. */
export interface ScratchFile extends RandomAccess {
  /** Puts the bytes at the end, and says where that is. */
  write(bytes: Uint8Array): number;
}
