/** The code blocks of a Markdown file. */

export interface Block {
  /** Of its first fence, from 1. */
  readonly line: number;
  /** What stands behind the fence: `sh`, `text`, … */
  readonly language: string;
  readonly text: string;
}

/** Every fenced block, in order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { line: number; language: string; lines: string[] } | undefined;
  for (const [i, written] of markdown.split("\n").entries()) {
    const fence = /^```(\w*)\s*$/.exec(written);
    if (!fence) open?.lines.push(written);
    else if (open) {
      const { line, language } = open;
      blocks.push({ line, language, text: open.lines.map((of) => `${of}\n`).join("") });
      open = undefined;
    } else open = { line: i + 1, language: fence[1]!, lines: [] };
  }
  return blocks;
}
