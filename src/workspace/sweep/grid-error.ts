/** What makes no sense in a grid file, at a path of its data. */
export class GridError extends Error {
  override readonly name = "GridError";
  readonly path: readonly PropertyKey[];
  readonly hint: string;
  constructor(path: readonly PropertyKey[], message: string, hint: string) {
    super(message);
    this.path = path;
    this.hint = hint;
  }
}
