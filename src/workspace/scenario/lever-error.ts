/** A lever that cannot be applied as written. */
export class LeverError extends Error {
  override readonly name = "LeverError";
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
