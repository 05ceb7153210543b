/** What the exit code of every command means. */
export const exitCode = {
  /** All is well. */
  done: 0,
  /** A fault of Headroom itself. */
  fault: 1,
  /** Usage or input is wrong; nothing was written. */
  input: 2,
  /** `check`: NO GO; `compare`: capacity was lost; `audit --strict`: there are findings. */
  fails: 3,
  /** `check`: a GO on conditions that are not met; `check`, `compare`: not known well enough. */
  unknown: 4,
  /** The result is refused: the fit has not converged. */
  refused: 5,
  /** Interrupted: the result is partial, and marked so. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
