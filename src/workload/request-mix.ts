/** What a trace's records ask for and how they were answered, requests to the cache or not. */

import type { Target } from "./select.ts";

export class RequestMix {
  /** Records by method and by what they ask for: `mix.GET.blob`. */
  readonly mix: Record<string, Partial<Record<Target, number>>> = {};
  readonly statuses: Record<string, number> = {};

  /** A record of that kind. */
  record(method: string, target: Target, status: number): void {
    this.add(method, target, 1);
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
  }

  /** So many records more of a method that ask for that. */
  add(method: string, target: Target, records: number): void {
    this.mix[method] ??= {};
    const targets = this.mix[method];
    targets[target] = (targets[target] ?? 0) + records;
  }

  /** What was counted elsewhere, of what comes after. */
  include({ mix, statuses }: Pick<RequestMix, "mix" | "statuses">): void {
    for (const [method, targets] of Object.entries(mix)) {
      for (const [target, n] of Object.entries(targets)) this.add(method, target as Target, n);
    }
    for (const [status, n] of Object.entries(statuses)) {
      this.statuses[status] = (this.statuses[status] ?? 0) + n;
    }
  }
}
