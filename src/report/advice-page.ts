/** Advice as a page: the words, and below them the curves that they rest on, to explore. */

import type { Advice } from "../advice/advice.ts";
import { factLines } from "./advice-text.ts";
import { headingWords, latencyWords, METHOD, recommendationWords } from "./advice-words.ts";
import { cautionWords } from "./caution-words.ts";
import { escaped, type PageScripts, toHtml } from "./page.ts";
import type { SweepDocument } from "./sweep-document.ts";

/** The page as HTML text. */
export function advicePage(advice: Advice, document: SweepDocument, scripts: PageScripts): string {
  const [first, ...others] = recommendationWords(advice);
  const cautions = cautionWords(advice);
  const words = `<section class="advice" aria-labelledby="advice">
<h2 id="advice">${headingWords(advice)}</h2>
<p class="headline">${escaped(first!)}</p>
${list(others)}
${cautions.length > 0 ? `<h2>Beware</h2>\n${list(cautions)}` : ""}
<h2>What the log holds</h2>
${list([...factLines(advice), latencyWords(advice)])}
<p class="note">${escaped(METHOD)}</p>
</section>`;
  return toHtml(document, scripts, words);
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join("\n")}</ul>`;
}
