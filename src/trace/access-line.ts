/**
 * An access line in the combined form, that of nginx, Apache and Docker Distribution, or in that of
 * Harbor's nginx, which has no time; bare or behind a prefix, and with what operators add at its end.
 */

import type { Values } from "./access-fields.ts";

const REQUEST = /"([A-Z]{3,8} \S+) HTTP\/[\d.]+"(?: \(\d+\))? (\d{3}) (\d+|-)(?: |$)/;
/**
 * Who asked: before one dash in Harbor's form, two or a dash and a user in the combined form; in Quay's also
 * what the proxy in front says (quay, conf/nginx/http-base.conf.jnj).
 */
const CLIENT = /(\S+)(?: \((\S+)\))? - (?:\S+ )?(?:\[[^\]]*\] )?$/;
/** Referer and user agent. */
const QUOTED = /^"(?:[^"\\]|\\.)*" "(?:[^"\\]|\\.)*"/;
/** nginx writes times with three digits after the point, and $request_time is the first to be added. */
const SECONDS = /(?:^|[\s"=:,(])(\d+\.\d{3})(?=$|[\s",;)])/;
/** Traefik's, at the end of its line. */
const MILLISECONDS = /\s(\d+ms)$/;
/** What stands before a request is short. */
const MAX_HEAD = 400;
const MAX_TAIL = 4000;

/** The values of an access line but for its time; undefined where it is none. */
export function accessLine(line: string): Values | undefined {
  const found = REQUEST.exec(line);
  if (!found) return undefined;
  const [matched, request, status, written] = found;
  const head = line.slice(Math.max(0, found.index - MAX_HEAD), found.index);
  const [, remote = "", behind = "-"] = CLIENT.exec(head) ?? [];
  const client = behind === "-" ? remote : behind;
  const tail = line.slice(found.index + matched.length, found.index + matched.length + MAX_TAIL);
  const added = tail.slice(QUOTED.exec(tail)?.[0].length ?? 0);
  return {
    request: unescaped(request!),
    status,
    written,
    // A time of the operator's own may stand right before it.
    client: client.replace(/^.*\]:/, ""),
    duration: (SECONDS.exec(added) ?? MILLISECONDS.exec(added))?.[1],
  };
}

/** What nginx writes as `\x5C`, or in JSON as `\"`. */
export function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9A-Fa-f]{2})|(["\\/]))/g, (_all, hex, plain) =>
    hex === undefined ? plain : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
