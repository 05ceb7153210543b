/** A command line that cannot be used: exit code 2, nothing is written. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly hint: string;
  /** Lines to write down as they are: they keep their ends, which a hint does not. */
  readonly example: readonly string[];
  constructor(message: string, hint: string, example: readonly string[] = []) {
    super(message);
    this.hint = hint;
    this.example = example;
  }
}
