/** Made-up records in the form of the IBM traces. */

/** A record as the traces write it, with the given fields in place of the usual ones. */
export function ibmRecord(n: number, fields: Readonly<Record<string, unknown>> = {}): object {
  return {
    host: `host${n % 3}`,
    "http.request.duration": 0.5 + (n % 100) / 100,
    "http.request.method": "GET",
    "http.request.remoteaddr": `client${n % 7}`,
    "http.request.uri": `v2/space${n % 5}/repo${n % 11}/blobs/${(n % 97).toString(16).padStart(8, "0")}`,
    "http.request.useragent":
      "docker/17.03.1-ce UpstreamClient(Docker-Client/17.03.1-ce \\(linux\\))",
    "http.response.status": 200,
    "http.response.written": 1000 + (n % 97),
    id: n.toString(16).padStart(10, "0"),
    timestamp: new Date(Date.UTC(2017, 5, 20) + n * 250).toISOString(),
    ...fields,
  };
}

/** The layouts in which the traces come. */
export const LAYOUTS = {
  pretty: (texts: readonly string[]) => `[\n    ${texts.join(", \n    ")}\n]`,
  compact: (texts: readonly string[]) => `[${texts.join(",")}]`,
  "line by line": (texts: readonly string[]) => `${texts.join("\n")}\n`,
} as const;

export type Layout = keyof typeof LAYOUTS;

/** Records as one trace file in that layout. */
export function ibmTrace(layout: Layout, records: readonly object[]): Uint8Array {
  const indent = layout === "pretty" ? 4 : 0;
  return new TextEncoder().encode(
    LAYOUTS[layout](records.map((record) => JSON.stringify(record, null, indent))),
  );
}
