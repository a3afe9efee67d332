/** Errors that are the user's to mend: one line, no stack trace. Anything else is a defect of ours. */

/** The common shape: a message for the user and a stable code for programs. */
export class PullsimError extends Error {
  override readonly name: string = "PullsimError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(oneLine(message), options);
    this.code = code;
  }
}

/** Longer messages quote something that nobody wrote for people. */
const MAX_MESSAGE = 2000;

/** A text as one line of bounded length: what it quotes may hold anything. */
export function oneLine(text: string): string {
  const plain = text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) =>
      ({ "\n": "\\n", "\r": "\\r", "\t": "\\t" })[character] ??
      `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
  return plain.length > MAX_MESSAGE ? `${plain.slice(0, MAX_MESSAGE)}…` : plain;
}

/** What the system said of a file, without its name: it may be one that nobody asked for. */
export function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return /^[A-Z]+: [^,]+(?=, \w+)/.exec(message)?.[0] ?? message;
}

/** A command, option or name that does not exist or does not fit: exit code 2. */
export class UsageError extends PullsimError {
  override readonly name = "UsageError";
}

/** A trace that cannot be read. The message names the file and the byte. */
export class TraceError extends PullsimError {
  override readonly name = "TraceError";
}

/** A scenario that is not valid. The message names the key, what was found and what was expected. */
export class ScenarioError extends PullsimError {
  override readonly name = "ScenarioError";
}

/** A registry profile that is not valid. The message names the key, what was found and expected. */
export class ProfileError extends PullsimError {
  override readonly name = "ProfileError";
}

/** A policy that broke its contract with the cache. */
export class PolicyError extends PullsimError {
  override readonly name = "PolicyError";
}

/** A file of results or a baseline that cannot be read. The message names the file. */
export class BaselineError extends PullsimError {
  override readonly name = "BaselineError";
}

/** The user stopped a long piece of work: exit code 128 + the signal's number, as of any program. */
export class InterruptedError extends PullsimError {
  override readonly name = "InterruptedError";
  readonly signal: "SIGINT" | "SIGTERM";

  constructor(signal: "SIGINT" | "SIGTERM", message: string) {
    super("INTERRUPTED", message);
    this.signal = signal;
  }
}
