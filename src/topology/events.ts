/** Events of a journey: one integer, the slot of the request and, in its low bits, what has ended. */

// Of a pause before a request is sent, the last; all others in the order in which a request meets them.
export const FORWARDED = 0;
export const HANDLED = 1;
export const REDIRECTED = 2;
export const ANSWERED = 3;
export const DISK_READ = 4;
export const STORED = 5;
export const ARRIVED = 6;
export const READ_OUT = 7;
export const SENT = 8;
export const SENT_OFF = 9;

const KIND_BITS = 4;

/** At least 0: what a station or link schedules for itself is below. */
export function event(slot: number, kind: number): number {
  return (slot << KIND_BITS) | kind;
}

export function slotOf(event: number): number {
  return event >> KIND_BITS;
}

export function kindOf(event: number): number {
  return event & ((1 << KIND_BITS) - 1);
}
