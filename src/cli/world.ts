/** Everything a command may touch of the process that runs it. */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly stdout: (content: string | Uint8Array) => void;
  /** Words and progress. */
  readonly stderr: (text: string) => void;
  /** Whether a person is watching stderr. */
  readonly terminal: boolean;
  /**
   * Asks the person at the terminal and gives back what was typed, without the line's end; absent
   * where nobody can answer, since standard input or output is no terminal.
   */
  readonly ask?: (question: string) => Promise<string>;
  /**
   * Has a listener called when the user interrupts (Ctrl-C), instead of the process ending at
   * once; returns what takes it back. Without it nothing can be interrupted.
   */
  readonly onInterrupt?: (listener: () => void) => () => void;
}
