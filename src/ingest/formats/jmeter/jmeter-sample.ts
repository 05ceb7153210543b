/** One row of a JMeter result log. */
import type { Seconds } from "../../../units.ts";
import type { Sample } from "../log/summarize-samples.ts";

export interface JmeterSample extends Sample {
  readonly thread: string;
  /** Load machine, "" where there is one. */
  readonly host: string;
  /** Active threads of that machine when the sample ended; null where the log has none. */
  readonly allThreads: number | null;
  /** How many requests a transaction controller's row speaks of; null for a request. */
  readonly transaction: Transaction | null;
}

export interface Transaction {
  readonly requests: number;
  readonly failures: number;
  /** Timers between its requests, which the row's elapsed time may leave out. */
  readonly idle: Seconds;
}

/** What a controller's row says in place of a response. */
export const transactionMessage = /^Number of samples in transaction\s*:/;

/** @param idle IdleTime of the row */
export function transactionOf(message: string, idle: Seconds): Transaction | null {
  if (!transactionMessage.test(message)) return null;
  const [requests = "0", failures = "0"] = message.match(/\d+/g) ?? [];
  return { requests: Number(requests), failures: Number(failures), idle };
}
