/** A result that Headroom will not stand for: exit code 5, nothing is written. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
