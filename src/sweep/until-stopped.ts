/** Long work that keeps what it has finished, and the user's right to stop it at any moment. */

import { InterruptedError } from "../errors.ts";

/**
 * Does the work; at Ctrl-C, `stop` is called once, and whatever the work makes of that is not told.
 * @throws {InterruptedError} when the user stopped it.
 */
export async function untilStopped<T>(
  work: (stopped: () => boolean) => Promise<T>,
  stop: () => unknown,
): Promise<T> {
  let signal: InterruptedError["signal"] | undefined;
  const receive = (received: NodeJS.Signals): void => {
    if (signal) return;
    signal = received as InterruptedError["signal"];
    stop();
  };
  // Not once: the library that writes files would take a signal without a listener for its own.
  process.on("SIGINT", receive).on("SIGTERM", receive);
  try {
    const result = await work(() => signal !== undefined);
    if (!signal) return result;
  } catch (error) {
    if (!signal) throw error;
  } finally {
    process.off("SIGINT", receive).off("SIGTERM", receive);
  }
  const line = "stopped; what is finished is kept, and the same command goes on from there";
  throw new InterruptedError(signal, line);
}
