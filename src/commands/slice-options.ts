/** Options that cut a workload down: a profile to a slice of its time, any to a sample of its objects. */

import { Option } from "@commander-js/extra-typings";
import { aboveZero, notNegative, positive, share } from "./option-values.ts";

export const FROM_OPTION = new Option(
  "--from <days>",
  "of a profile, what comes so many days after its beginning",
).argParser(notNegative);

export const SCALE_OPTION = new Option(
  "--scale <share>",
  "of a profile, only that share of its time: 0.1",
).argParser(share);

export const DAYS_OPTION = new Option("--days <n>", "of a profile, only so many days").argParser(
  aboveZero,
);

export const REQUESTS_OPTION = new Option(
  "--requests <n>",
  "of a profile, only the time of so many blob GETs",
).argParser(positive);

export const SAMPLE_OPTION = new Option(
  "--sample <share>",
  "replay only that share of the objects, chosen by a hash, and say how far off the estimates " +
    "may be; needs --fidelity fast",
).argParser(share);
