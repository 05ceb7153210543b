/** "the database is", "the connections (primary) are": the stations and pools of a platform are named either way. */
export function thingIs(name: string): string {
  return `the ${name} ${/[^s]s(?: \([^)]*\))?$/.test(name) ? "are" : "is"}`;
}
