/** Advice as data: what it says, the words that say it, and the results that it rests on. */

import type { Advice } from "../advice/advice.ts";
import { latencyWords, recommendationWords } from "./advice-words.ts";
import { cautionWords } from "./caution-words.ts";
import type { ResultDocument } from "./document.ts";
import type { SweepDocument } from "./sweep-document.ts";

export interface AdviceDocument extends Advice {
  readonly schema: 1;
  readonly version: string;
  /** The command that makes this document again. */
  readonly command: string;
  readonly words: {
    readonly latencies: string;
    /** A sentence or two each. */
    readonly recommendation: readonly string[];
    /** One for each of `cautions`. */
    readonly cautions: readonly string[];
  };
  /** One for each scenario: what `pullsim run` would print. */
  readonly results: readonly ResultDocument[];
}

export function adviceDocument(advice: Advice, document: SweepDocument): AdviceDocument {
  const { schema, version, command, results } = document;
  return {
    ...{ schema, version, command },
    ...advice,
    words: {
      latencies: latencyWords(advice),
      recommendation: recommendationWords(advice),
      cautions: cautionWords(advice),
    },
    results,
  };
}
