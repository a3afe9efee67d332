/** The times that logs write, as milliseconds since 1970. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const ISO = /(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?/;
const LOCAL = /\b(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d{4})/;
const SYSLOG = /^(?:<\d+>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) /;

/** Year 10000. */
const LATEST = 253_402_300_800_000;
/** A leap year, for times that name none: only what lies between times counts. */
const SOME_YEAR = 1972;

/** `2017-06-20T02:41:18.399123456Z`, digits below a millisecond included; no zone means UTC. */
export function isoTime(text: string): number | undefined {
  const parts = ISO.exec(text);
  if (!parts) return undefined;
  const [, seconds, fraction = "0", zone = "Z"] = parts;
  return known(
    Date.parse(seconds!.replace(" ", "T") + zone) + Number(fraction.padEnd(9, "0")) / 1e6,
  );
}

/** nginx's `$time_local`, which is the time form of Apache: `25/Nov/2021:15:28:20 +0000`. */
export function localTime(text: string): number | undefined {
  const parts = LOCAL.exec(text);
  if (!parts) return undefined;
  const [, day, name, year, clock, zone] = parts;
  const month = String(MONTHS.indexOf(name!) + 1).padStart(2, "0");
  return known(Date.parse(`${year}-${month}-${day}T${clock}${zone}`));
}

/** `Sep 27 06:21:37 ` at the beginning of a line, of some year and in UTC. */
export function syslogTime(line: string): number | undefined {
  const parts = SYSLOG.exec(line);
  if (!parts) return undefined;
  const [, name, day, clock] = parts;
  const month = String(MONTHS.indexOf(name!) + 1).padStart(2, "0");
  return known(Date.parse(`${SOME_YEAR}-${month}-${day!.padStart(2, "0")}T${clock}Z`));
}

/** Units of a bare number to a second: times of our age in finer units than seconds are larger. */
export function unitsToSecond(time: number): number {
  if (time >= 1e17) return 1e9;
  if (time >= 1e14) return 1e6;
  return time >= 1e11 ? 1e3 : 1;
}

/** A bare number, in seconds since 1970 or a finer unit that its size tells. */
export function numericTime(time: number): number | undefined {
  return known((time / unitsToSecond(time)) * 1000);
}

/** The time with which Docker and Kubernetes begin the lines that they keep. */
export function prefixTime(line: string): number | undefined {
  return /^\d{4}-/.test(line) ? isoTime(line.slice(0, 40)) : undefined;
}

/** A line's own time where that is in whole seconds: what took the line knows its moment better. */
export function finer(own: number | undefined, prefix: number | undefined): number | undefined {
  if (own === undefined || prefix === undefined) return own ?? prefix;
  return own % 1000 === 0 && prefix >= own && prefix < own + 2000 ? prefix : own;
}

function known(time: number): number | undefined {
  return time >= 0 && time < LATEST ? time : undefined;
}
