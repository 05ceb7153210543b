/** Paths of the numbers that are not finite in whatever holds them. */
export function notFinite(path: string, value: unknown): readonly string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path}: ${value}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => notFinite(`${path}.${key}`, one));
}
