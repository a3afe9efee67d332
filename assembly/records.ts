/**
 * Reads JSON records that look like others before them, at sight: AssemblyScript, compiled to
 * WebAssembly by `npm run build`. `src/trace/plain-records.ts` is its other half, and says what it is
 * told and asked. All addresses are in this module's memory, of which {@link SLACK} bytes behind
 * whatever is read may be looked at.
 */

import { split, splitsOf } from "./splits.ts";
import { MAX_TEXTS, TextTable } from "./text-table.ts";
import { day, escapes, quoteOf, wide } from "./values.ts";

/** Records whose columns are given at once. */
const BATCH: u32 = 2048;
/** No record of an access log is longer. */
const MAX_BYTES: usize = 64 * 1024;
/** A longer text is refused: it is no name that comes again. */
const MAX_TEXT: usize = 1024;
/** A longer number is refused. */
const MAX_DIGITS: usize = 64;
/** Whole numbers up to here, and powers of ten up to 10^22, are exact: so is their quotient rounded. */
const EXACT: u64 = 1 << 53;
const EXACT_POWER: usize = 22;

/** A log has few looks: some records lack a field. */
const PATTERNS: i32 = 4;
/** Bytes of a pattern, with the padding of its frames. */
const PATTERN_BYTES: usize = 8 * 1024;
export const patternBytes: usize = PATTERN_BYTES;

const BRACE: u8 = 0x7b;
const COMMA: u8 = 0x2c;
const POINT: u8 = 0x2e;
const QUOTE: u8 = 0x22;
const ZERO: u8 = 0x30;

/** As in `record-pattern.ts`. */
const OTHER_TEXT: u32 = 0;
const TIMESTAMP: u32 = 1;
const DURATION: u32 = 2;
const METHOD: u32 = 3;
const URI: u32 = 4;
const STATUS: u32 = 5;
const WRITTEN: u32 = 6;
const CLIENT: u32 = 7;
const HOST: u32 = 8;
const NO_FIELD: u32 = 10;

/** As in `record.ts`: years 1970 to 9999 in milliseconds, a year in seconds. */
const LATEST: f64 = 253402300800000;
const LONGEST: f64 = 31536000;
const SAFE: f64 = 9007199254740991;

/** One after the other: four columns of doubles, then five of words. */
export const columns: usize = heap.alloc(BATCH * 52);
const ENDED: usize = columns;
const DURATIONS: usize = ENDED + 8 * BATCH;
const STATUSES: usize = DURATIONS + 8 * BATCH;
const WRITTENS: usize = STATUSES + 8 * BATCH;
const METHODS: usize = WRITTENS + 8 * BATCH;
const URIS: usize = METHODS + 4 * BATCH;
const CLIENTS: usize = URIS + 4 * BATCH;
const HOSTS: usize = CLIENTS + 4 * BATCH;
const STARTS: usize = HOSTS + 4 * BATCH;
export const batch: u32 = BATCH;

const methods = new TextTable();
const uris = new TextTable();
const clients = new TextTable();
const hosts = new TextTable();
/** Of the URIs of blobs and manifests. */
const repositories = new TextTable();
const names = new TextTable();
/** What each URI is plainly of, by its id: see {@link split}. */
export const splits: usize = splitsOf();
export const splitWords: u32 = 3 * MAX_TEXTS;

/** Slots of the patterns, and which of them are in use: the one that fitted last comes first. */
export const patterns: usize = heap.alloc(<usize>PATTERNS * PATTERN_BYTES);
const order: usize = heap.alloc(4 * <usize>PATTERNS);
let known: i32 = 0;

const powers: usize = heap.alloc(8 * (EXACT_POWER + 1));
const dayText: usize = heap.alloc(16);
let dayStart: f64 = NaN;

/** After {@link scan}: the address after the last record read. */
export let at: usize = 0;
/** After {@link scan}: whether a table has no room for a text of the next record. */
export let full: bool = false;
/** Address after the last value read; 0 when it was refused. */
let after: usize = 0;

/** Begins. */
export function start(): void {
  let power: f64 = 1;
  for (let i: usize = 0; i <= EXACT_POWER; i++) {
    store<f64>(powers + 8 * i, power);
    power *= 10;
  }
  forget();
}

/** Room for so many bytes. */
export function reserve(bytes: usize): usize {
  return heap.alloc(bytes + SLACK);
}

/** See {@link reserve}. */
const SLACK: usize = 128;

/** Forgets all texts; 0 is the empty one in each table. */
export function forget(): void {
  methods.forget();
  uris.forget();
  clients.forget();
  hosts.forget();
  repositories.forget();
  names.forget();
}

/** A table by its number, for {@link textCount} and the like. */
function table(n: i32): TextTable {
  switch (n) {
    case 0:
      return methods;
    case 1:
      return uris;
    case 2:
      return clients;
    case 3:
      return hosts;
    case 4:
      return repositories;
    default:
      return names;
  }
}

export function textCount(n: i32): u32 {
  return table(n).count;
}

/** Where the texts stand, one after the other in order of their ids. */
export function textBytes(n: i32): usize {
  return table(n).bytes;
}

/** Where it stands, by id, how many bytes of them end with this text. */
export function textEnds(n: i32): usize {
  return table(n).ends;
}

/** The slot for a pattern that is new: the one that has not fitted for longest. */
export function learn(): i32 {
  let slot: u8 = <u8>known;
  if (known < PATTERNS) known++;
  else slot = load<u8>(order + <usize>(PATTERNS - 1));
  memory.copy(order + 1, order, <usize>(known - 1));
  store<u8>(order, slot);
  return slot;
}

/**
 * Reads records from one address to before another, with commas and white space between them, until
 * there is one that cannot be read or no room for more. How many they are.
 */
export function scan(from: usize, to: usize): u32 {
  let count: u32 = 0;
  let next = from;
  at = from;
  full = false;
  for (; count < BATCH; count++) {
    while (next < to && isBetween(load<u8>(next))) next++;
    if (next >= to || load<u8>(next) !== BRACE) break;
    const end = record(next, min(to, next + MAX_BYTES), count);
    if (end === 0) break;
    store<u32>(STARTS + 4 * count, <u32>next);
    next = end;
    at = end;
  }
  return count;
}

function isBetween(byte: u8): bool {
  return byte === COMMA || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Reads a record into a row. The address after it, or 0. */
function record(from: usize, to: usize, row: u32): usize {
  for (let i = 0; i < known; i++) {
    const slot = load<u8>(order + <usize>i);
    const end = fits(patterns + <usize>slot * PATTERN_BYTES, from, to, row);
    if (end !== 0) {
      if (i > 0) {
        memory.copy(order + 1, order, <usize>i);
        store<u8>(order, slot);
      }
      return end;
    }
    if (full) return 0;
  }
  return 0;
}

/**
 * A pattern is its frames, each with the field that follows it, the length, and the bytes padded to
 * sixteen. After the last there is no field.
 */
function fits(pattern: usize, from: usize, to: usize, row: u32): usize {
  let frame = pattern;
  let here = from;
  store<u32>(CLIENTS + 4 * row, 0);
  store<u32>(HOSTS + 4 * row, 0);
  store<f64>(WRITTENS + 8 * row, NaN);
  for (;;) {
    const field = load<u32>(frame);
    const length: usize = load<u32>(frame, 4);
    frame += 8;
    if (here + length > to) return 0;
    let left = length;
    for (; left > 16; left -= 16) {
      const same = i8x16.eq(v128.load(here), v128.load(frame));
      if (!i8x16.all_true(same)) return 0;
      here += 16;
      frame += 16;
    }
    const wanted = (1 << (<i32>left)) - 1;
    const same = i8x16.bitmask(i8x16.eq(v128.load(here), v128.load(frame)));
    if ((same & wanted) !== wanted) return 0;
    here += left;
    frame += 16;
    if (field === NO_FIELD) break;
    switch (field) {
      case OTHER_TEXT: {
        here = skipText(here, to);
        if (here === 0) return 0;
        break;
      }
      case TIMESTAMP: {
        const time = timeAt(here);
        if (!(time >= 0 && time < LATEST)) return 0;
        store<f64>(ENDED + 8 * row, time);
        here += 26;
        break;
      }
      case DURATION: {
        const seconds = number(here);
        if (!(seconds >= 0 && seconds <= LONGEST)) return 0;
        store<f64>(DURATIONS + 8 * row, seconds);
        here = after;
        break;
      }
      case STATUS: {
        const status = number(here);
        if (!(status <= SAFE && Math.floor(status) === status)) return 0;
        store<f64>(STATUSES + 8 * row, status);
        here = after;
        break;
      }
      case WRITTEN: {
        const written = number(here);
        if (!(written <= SAFE && Math.floor(written) === written)) return 0;
        store<f64>(WRITTENS + 8 * row, written);
        here = after;
        break;
      }
      case METHOD: {
        const id = text(methods, here, to);
        if (id < 0) return 0;
        store<u32>(METHODS + 4 * row, id);
        here = after;
        break;
      }
      case URI: {
        const count = uris.count;
        const id = text(uris, here, to);
        if (id < 0) return 0;
        if (uris.count !== count) split(splits, id, here + 1, after - 1, repositories, names);
        store<u32>(URIS + 4 * row, id);
        here = after;
        break;
      }
      case CLIENT: {
        const id = text(clients, here, to);
        if (id < 0) return 0;
        store<u32>(CLIENTS + 4 * row, id);
        here = after;
        break;
      }
      case HOST: {
        const id = text(hosts, here, to);
        if (id < 0) return 0;
        store<u32>(HOSTS + 4 * row, id);
        here = after;
        break;
      }
      default: {
        if (Number.isNaN(number(here))) return 0;
        here = after;
      }
    }
  }
  return here;
}

/** The id of a string of ASCII without escapes; -1 when it is refused. */
function text(table: TextTable, from: usize, to: usize): i32 {
  if (load<u8>(from) !== QUOTE) return -1;
  const first = from + 1;
  const limit = min(to, first + MAX_TEXT);
  let end = first;
  for (;;) {
    if (end >= limit) return -1;
    const bytes = v128.load(end);
    // Signed: what is not ASCII is below, too.
    const special = v128.or(
      i8x16.lt_s(bytes, i8x16.splat(0x20)),
      v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
    );
    const found = i8x16.bitmask(special);
    if (found !== 0) {
      end += ctz(found);
      break;
    }
    end += 16;
  }
  if (end >= limit || load<u8>(end) !== QUOTE) return -1;
  const id = table.idOf(first, end - first);
  if (id === TextTable.FULL) full = true;
  after = end + 1;
  return id;
}

/** Passes over a string, of whatever it may hold but `\u`. The address after it, or 0. */
function skipText(from: usize, to: usize): usize {
  if (load<u8>(from) !== QUOTE) return 0;
  let here = from + 1;
  while (here < to) {
    const found = quoteOf(here);
    if (found === 0) {
      here += 16;
      continue;
    }
    here += ctz(found);
    const byte = load<u8>(here);
    if (byte === QUOTE) return here + 1;
    if (byte < 0x20 || !escapes(load<u8>(here + 1))) return 0;
    here += 2;
  }
  return 0;
}

/** A number without sign and exponent. NaN when it is refused. */
function number(from: usize): f64 {
  let here = from;
  let value: u64 = 0;
  let digit = load<u8>(here) - ZERO;
  for (; digit <= 9; digit = load<u8>(++here) - ZERO) value = 10 * value + digit;
  let digits = here - from;
  let decimals: usize = 0;
  // JSON has no number without digits before the point, and none with a needless zero there.
  if (digits === 0 || digits > MAX_DIGITS || (digits > 1 && load<u8>(from) === ZERO)) return NaN;
  if (load<u8>(here) === POINT) {
    const point = here;
    digit = load<u8>(++here) - ZERO;
    for (; digit <= 9; digit = load<u8>(++here) - ZERO) value = 10 * value + digit;
    decimals = here - point - 1;
    digits += decimals;
    if (decimals === 0 || digits > MAX_DIGITS) return NaN;
  }
  after = here;
  // Nineteen digits are below 2^64, so that what has been added up is what they say.
  if (digits > 19 || value > EXACT || decimals > EXACT_POWER) return wide(from, here);
  return decimals === 0 ? <f64>value : <f64>value / load<f64>(powers + 8 * decimals);
}

/** `"2017-06-20T00:00:02.814Z"`, 26 bytes, in milliseconds since 1970. NaN when it is refused. */
function timeAt(from: usize): f64 {
  const hour = pair(from + 12, 23);
  const minute = pair(from + 15, 59);
  const second = pair(from + 18, 59);
  const tens = pair(from + 21, 99);
  const ones: i32 = <i32>load<u8>(from + 23) - 0x30;
  if (
    (hour | minute | second | tens | ones | (9 - ones)) < 0 ||
    load<u8>(from) !== QUOTE ||
    load<u8>(from + 11) !== 0x54 ||
    load<u8>(from + 14) !== 0x3a ||
    load<u8>(from + 17) !== 0x3a ||
    load<u8>(from + 20) !== POINT ||
    load<u16>(from + 24) !== 0x225a
  ) {
    return NaN;
  }
  if (
    load<u64>(from + 1) !== load<u64>(dayText) ||
    load<u16>(from + 9) !== load<u16>(dayText + 8)
  ) {
    memory.copy(dayText, from + 1, 10);
    dayStart = day(dayText);
  }
  return dayStart + <f64>(((hour * 60 + minute) * 60 + second) * 1000 + 10 * tens + ones);
}

/** Two digits, up to a greatest value; -1 when they are none. */
function pair(from: usize, greatest: i32): i32 {
  const tens: i32 = <i32>load<u8>(from) - 0x30;
  const ones: i32 = <i32>load<u8>(from + 1) - 0x30;
  const value = 10 * tens + ones;
  return tens >= 0 && ones >= 0 && ones <= 9 && value <= greatest ? value : -1;
}
