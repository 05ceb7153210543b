/** Lets a short piece of work end before a signal ends the program. */

const held = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs work that must not be left half done; a signal that comes meanwhile ends the program
 * when the event loop turns next, as it would have done at once. Work of moments, since nothing else
 * stops it, and not amid a long computation, which would go on without an ear until its end.
 */
export function holdSignals<T>(work: () => T): T {
  const onSignal = (signal: NodeJS.Signals) => {
    release();
    process.kill(process.pid, signal);
  };
  const release = () => {
    for (const signal of held) process.off(signal, onSignal);
  };
  // Whoever listens already decides what a signal means.
  for (const signal of held) if (process.listenerCount(signal) === 0) process.on(signal, onSignal);
  try {
    return work();
  } finally {
    // A signal is told when the event loop next looks for news, which is before the second of these.
    setImmediate(() => setImmediate(release));
  }
}
