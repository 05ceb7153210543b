/** Something wrong at a path of a file's data. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint: string;
}
