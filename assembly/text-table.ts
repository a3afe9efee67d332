/** The texts of a field that come again and again, as dense integers: found by their bytes. */

/** All is forgotten when it is full: the names of uploads never come again, and there is no end of them. */
export const MAX_TEXTS: u32 = 1 << 18;
const MAX_BYTES: usize = 32 * 1024 * 1024;
/** Texts made to share a hash would make the table slow: what has so many before it is refused. */
const MAX_PROBES: u32 = 128;

/** Words of a slot, side by side: the text's hash, where its bytes begin, their number, its id + 1. */
const SLOT: usize = 16;
const FIRST_SLOTS: u32 = 2048;
const FIRST_BYTES: usize = 64 * 1024;
/** Behind the bytes: comparisons are of sixteen at a time. */
const SLACK: usize = 16;

/** Open addressing, at most half full. 0 is the id of the empty text. */
export class TextTable {
  /** Instead of an id: there is no room, or the text is refused. */
  static readonly FULL: i32 = -2;
  static readonly REFUSED: i32 = -1;

  count: u32 = 0;
  bytes: usize = heap.alloc(FIRST_BYTES + SLACK);
  ends: usize = heap.alloc(2 * FIRST_SLOTS);
  private used: usize = 0;
  private room: usize = FIRST_BYTES;
  private slots: usize = heap.alloc(SLOT * FIRST_SLOTS);
  private slotCount: u32 = FIRST_SLOTS;

  /** Forgets all but the empty text. */
  forget(): void {
    memory.fill(this.slots, 0, SLOT * this.slotCount);
    this.count = 0;
    this.used = 0;
    this.idOf(0, 0);
  }

  idOf(from: usize, length: usize): i32 {
    const hash = hashOf(from, length);
    const mask = this.slotCount - 1;
    let at: u32 = hash & mask;
    for (let probes: u32 = 0; probes < MAX_PROBES; probes++) {
      const slot = this.slots + SLOT * at;
      const id: i32 = load<u32>(slot, 12) - 1;
      if (id < 0) return this.add(slot, hash, from, length);
      if (
        load<u32>(slot) === hash &&
        load<u32>(slot, 8) === <u32>length &&
        same(this.bytes + load<u32>(slot, 4), from, length)
      ) {
        return id;
      }
      at = (at + 1) & mask;
    }
    return TextTable.REFUSED;
  }

  private add(slot: usize, hash: u32, from: usize, length: usize): i32 {
    if (this.count === MAX_TEXTS || this.used + length > MAX_BYTES) return TextTable.FULL;
    if (this.used + length > this.room) {
      this.room = 2 * (this.used + length);
      const wider = heap.alloc(this.room + SLACK);
      memory.copy(wider, this.bytes, this.used);
      heap.free(this.bytes);
      this.bytes = wider;
    }
    memory.copy(this.bytes + this.used, from, length);
    store<u32>(slot, hash);
    store<u32>(slot, <u32>this.used, 4);
    store<u32>(slot, <u32>length, 8);
    store<u32>(slot, this.count + 1, 12);
    this.used += length;
    store<u32>(this.ends + 4 * this.count, <u32>this.used);
    const id: i32 = this.count;
    this.count++;
    if (this.count >= this.slotCount >> 1 && this.count < MAX_TEXTS) this.widen();
    return id;
  }

  private widen(): void {
    const old = this.slots;
    const oldCount = this.slotCount;
    this.slotCount = 2 * oldCount;
    this.slots = heap.alloc(SLOT * this.slotCount);
    memory.fill(this.slots, 0, SLOT * this.slotCount);
    const ends = heap.alloc(2 * this.slotCount);
    memory.copy(ends, this.ends, 4 * this.count);
    this.ends = ends;
    const mask = this.slotCount - 1;
    for (let i: u32 = 0; i < oldCount; i++) {
      const slot = old + SLOT * i;
      if (load<u32>(slot, 12) === 0) continue;
      let at = load<u32>(slot) & mask;
      while (load<u32>(this.slots + SLOT * at, 12) !== 0) at = (at + 1) & mask;
      memory.copy(this.slots + SLOT * at, slot, SLOT);
    }
  }
}

/** Whether two texts are the same, sixteen bytes at a time. */
function same(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 16 <= length; i += 16) {
    if (!i8x16.all_true(i8x16.eq(v128.load(a + i), v128.load(b + i)))) return false;
  }
  const wanted = (1 << (<i32>(length - i))) - 1;
  const equal = i8x16.bitmask(i8x16.eq(v128.load(a + i), v128.load(b + i)));
  return (equal & wanted) === wanted;
}

function hashOf(from: usize, length: usize): u32 {
  let hash: u64 = length;
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) hash = mixed(hash ^ load<u64>(from + i));
  const left = length - i;
  if (left > 0) hash = mixed(hash ^ (load<u64>(from + i) & (((<u64>1) << (8 * left)) - 1)));
  return <u32>(hash >> 16);
}

function mixed(value: u64): u64 {
  const product = value * 0x1d8e4e27c47d13;
  return product ^ (product >> 32);
}
