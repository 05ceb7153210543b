import type { LevelFigures, PooledLevel } from "./level-figures.ts";

/** A load that both campaigns tested. */
export interface CommonLevel {
  readonly users: number;
  readonly before: PooledLevel;
  readonly after: PooledLevel;
}

export function commonLevels(from: LevelFigures, to: LevelFigures): readonly CommonLevel[] {
  return from.levels.flatMap((before) => {
    const after = to.levels.find(({ users }) => users === before.users);
    return after === undefined ? [] : [{ users: before.users, before, after }];
  });
}
