/**
 * An access line of Envoy in its default form, or in Istio's, which has more. Its time is that of the
 * request; ours is that of the end of the response. Sources: envoyproxy.io, "Access logging", default format
 * string; istio.io, "Envoy Access Logs", default access log format.
 */

import type { Values } from "./access-fields.ts";
import { clientAddress } from "./client-address.ts";
import { isoTime } from "./log-time.ts";

/** Of every such line, and of few others. */
const SIGN = 'Z] "';
const LINE =
  /\[(\d{4}-\d\d-\d\dT[\d:.]+Z)\] "([A-Z]{3,8} \S+) \S+" (\d{1,3}) \S+ (?:\S+ \S+ )?(?:"[^"]*" ){0,2}\d+ (\d+) (\d+) (?:\d+|-) "([^"]*)" "[^"]*" "[^"]*" "[^"]*" "([^"]*)"(?: \S+ \S+ \S+ (\S+))?/;
const NONE = "-";
/** Longer ones are not searched to their end. */
const MAX_LINE = 16_000;

/** The values of an access line; undefined where it is none of these. */
export function envoyLine(line: string): Values | undefined {
  if (!line.includes(SIGN)) return undefined;
  const found = LINE.exec(line.slice(0, MAX_LINE));
  if (!found) return undefined;
  const [, start, request, status, written, milliseconds, forwarded, upstream, remote] = found;
  const began = isoTime(start!);
  return {
    request,
    status,
    written,
    duration: Number(milliseconds),
    unit: 1000,
    time: began === undefined ? start : new Date(began + Number(milliseconds)),
    // The first is the client, as far as it is to be believed; others are proxies.
    client:
      forwarded === NONE ? remote && clientAddress(remote) : forwarded!.split(",", 1)[0]!.trim(),
    host: upstream,
  };
}
