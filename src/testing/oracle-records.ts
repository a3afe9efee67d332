/** Records in libCacheSim's binary form. */

/** One request: seconds, object, bytes, and the number of the object's next request, or -1. */
export type OracleRecord = readonly [time: number, object: bigint, size: number, next: number];

export function oracleRecords(records: readonly OracleRecord[]): Uint8Array {
  const bytes = new Uint8Array(24 * records.length);
  const view = new DataView(bytes.buffer);
  for (const [i, [time, object, size, next]] of records.entries()) {
    view.setUint32(24 * i, time, true);
    view.setBigUint64(24 * i + 4, object, true);
    view.setUint32(24 * i + 12, size, true);
    view.setBigInt64(24 * i + 16, BigInt(next), true);
  }
  return bytes;
}
