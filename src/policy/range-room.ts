/** Room over a row of moments: takes a stretch of them at once, if there is room at each. */

export class RangeRoom {
  readonly #capacity: number;
  readonly #leaves: number;
  /** By node of a binary tree: the greatest of its part, and what is added to all of its part. */
  readonly #greatest: Float64Array;
  readonly #added: Float64Array;

  /** `moments` moments with that capacity each. */
  constructor(moments: number, capacity: number) {
    this.#capacity = capacity;
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, moments)));
    this.#greatest = new Float64Array(2 * this.#leaves);
    this.#added = new Float64Array(2 * this.#leaves);
  }

  /** Takes `amount` at each moment from `from` to before `to`; false, and nothing, where it is short. */
  take(from: number, to: number, amount: number): boolean {
    if (this.#max(1, 0, this.#leaves, from, to) + amount > this.#capacity) return false;
    this.#add(1, 0, this.#leaves, from, to, amount);
    return true;
  }

  #max(node: number, low: number, high: number, from: number, to: number): number {
    if (to <= low || high <= from) return 0;
    if (from <= low && high <= to) return this.#greatest[node]!;
    const middle = (low + high) / 2;
    const left = this.#max(2 * node, low, middle, from, to);
    const right = this.#max(2 * node + 1, middle, high, from, to);
    return Math.max(left, right) + this.#added[node]!;
  }

  #add(node: number, low: number, high: number, from: number, to: number, amount: number): void {
    if (to <= low || high <= from) return;
    if (from <= low && high <= to) {
      this.#greatest[node]! += amount;
      this.#added[node]! += amount;
      return;
    }
    const middle = (low + high) / 2;
    this.#add(2 * node, low, middle, from, to, amount);
    this.#add(2 * node + 1, middle, high, from, to, amount);
    this.#greatest[node] =
      Math.max(this.#greatest[2 * node]!, this.#greatest[2 * node + 1]!) + this.#added[node]!;
  }
}
