/** A measurement of a campaign as one text, for looking it up: users and run tell it from all others. */
export function keyOfLevel({
  users,
  run,
}: {
  readonly users: number;
  readonly run: string;
}): string {
  return `${users} ${run}`;
}
