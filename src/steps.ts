/** Long work in steps: whoever drives it may show how far it is, give way to others, or give up. */

/** How far a simulation is: requests replayed, over all runs. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Work that tells after each step how far it is, and gives its result at the end. */
export type Steps<T> = Generator<Progress, T, void>;

/** Drives work to its end, and tells how far it is. */
export function toEnd<T>(steps: Steps<T>, progress?: (done: number, total: number) => void): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    progress?.(value.done, value.total);
  }
}

/** The same work, of which the progress is told otherwise. */
export function* retold<T>(steps: Steps<T>, tell: (progress: Progress) => Progress): Steps<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield tell(value);
  }
}
