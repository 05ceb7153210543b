/** A fault of a profile with its place in the file. */
export class ProfileError extends Error {
  override readonly name = "ProfileError";
  readonly path: readonly PropertyKey[];
  readonly hint: string;
  constructor(path: readonly PropertyKey[], message: string, hint: string) {
    super(message);
    this.path = path;
    this.hint = hint;
  }
}
