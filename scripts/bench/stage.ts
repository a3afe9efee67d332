/** A stage of the benchmark, and how its work is timed. */

/** One figure: the median over rounds, with the least and the greatest. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** Which way is better. */
  readonly better: "more" | "less";
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
  readonly rounds: number;
}

export interface Effort {
  readonly rounds: number;
  /** Requests of what is replayed. */
  readonly requests: number;
  /**
   * A trace to replay under `fast`, so many requests of it, or a folder of JSON to ingest; else both
   * are made up.
   */
  readonly trace?: string | undefined;
}

export interface Stage {
  readonly name: string;
  readonly about: string;
  readonly run: (effort: Effort) => Promise<Figure[]>;
}

/** The figure that these rounds gave. */
export function figure(
  name: string,
  unit: string,
  better: Figure["better"],
  values: readonly number[],
): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    name,
    unit,
    better,
    median: sorted[sorted.length >> 1]!,
    least: sorted[0]!,
    greatest: sorted.at(-1)!,
    rounds: sorted.length,
  };
}

/** Seconds of all processors that a piece of work took. */
export async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/**
 * CPU seconds of each piece of work, round by round: all take their turn in every round, so that what
 * is compared has met the same machine. A round before them warms up and does not count.
 */
export async function inRounds<K extends string>(
  rounds: number,
  works: Readonly<Record<K, () => unknown>>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(works) as K[];
  const seconds = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    K,
    number[]
  >;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const taken = await cpuSeconds(works[name]);
      if (round > 0) seconds[name].push(taken);
    }
  }
  return seconds;
}

/** Round by round: how often the second goes into the first. */
export function ratios(seconds: readonly number[], to: readonly number[]): number[] {
  return seconds.map((value, round) => value / to[round]!);
}
