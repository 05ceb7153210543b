import type { Platform } from "../platform.ts";
import { type FigureName, levers } from "./levers.ts";

/**
 * What the levers' expressions refer to: the platform as it is. Null where it has none (no pool of
 * workers, no rate limit), or several that differ.
 */
export type LeverBase = Readonly<Record<FigureName, number | null>>;

/** The figures of a platform that expressions may refer to. */
export const figureNames = levers
  .filter(({ today }) => today !== null)
  .map(({ name }) => name) as readonly FigureName[];

/** What the levers' expressions refer to, read off a platform. */
export function leverBase(platform: Platform): LeverBase {
  return Object.fromEntries(
    levers.flatMap(({ name, today }) => (today === null ? [] : [[name, today.of(platform)]])),
  ) as LeverBase;
}
