/**
 * Generated records as the files of a trace. What is in a file is in bounded memory: an hour's
 * records go out when no session of a later hour can add to them.
 */

import type { Seconds } from "../units.ts";
import { Generator } from "./generator.ts";
import { PendingRecords } from "./pending-records.ts";
import type { Profile } from "./profile.ts";
import { RecordText } from "./record-text.ts";
import type { Span } from "./slice.ts";
import type { TraceForm } from "./trace-forms.ts";

/** A piece of a file; a new file begins wherever the name changes. */
export interface Piece {
  readonly file: string;
  readonly text: string;
}

const HOUR: Seconds = 3600;
const HOURS_PER_FILE = 6;
/** Records that are joined into one piece. */
const RECORDS_PER_PIECE = 256;
/**
 * The files of a span of a profile's trace, piece by piece, hour by hour. With `archive`, the
 * files are the archive's: one for six hours, named as there, and not in order of time; else all is
 * one file, `file`, in order of arrival to the second.
 */
export function* writtenTrace(
  profile: Profile,
  seed: number,
  span: Span,
  form: TraceForm,
  file?: string,
): IterableIterator<Piece> {
  const pending = new PendingRecords(span);
  const generator = new Generator(profile, seed, pending);
  const text = new RecordText(profile, generator.library);
  const hours = Math.min(generator.hours, Math.ceil(span.until / HOUR));
  const shuffled = form.name === "archive";
  let open: string | undefined;
  for (let hour = 0; hour < hours; hour++) {
    generator.hour();
    const last = hour === hours - 1;
    const to = last ? Number.POSITIVE_INFINITY : (hour + 1) * HOUR;
    const name = file ?? archiveName(profile, hour);
    const records = pending.before(to, shuffled);
    for (let at = 0; at < records.length; at += RECORDS_PER_PIECE) {
      const piece = Array.from(records.subarray(at, at + RECORDS_PER_PIECE), (place) =>
        form.record(text.of(pending, place)),
      ).join(form.between);
      const start = open === name ? form.between : form.head;
      if (open !== undefined && open !== name) yield { file: open, text: form.tail };
      open = name;
      yield { file: name, text: start + piece };
    }
    pending.drop(records);
  }
  if (open !== undefined) yield { file: open, text: form.tail };
}

/** `prod-dal09-logstash-2017.06.20-0.json`; internal registries have their kind in their name. */
function archiveName({ name, start }: Profile, hour: number): string {
  const date = new Date(Date.parse(start) + hour * HOUR * 1000);
  const day = date.toISOString().slice(0, 10).replaceAll("-", ".");
  const part = Math.floor(date.getUTCHours() / HOURS_PER_FILE);
  return `${name.includes("-") ? name : `prod-${name}`}-logstash-${day}-${part}.json`;
}
