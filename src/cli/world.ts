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
}
