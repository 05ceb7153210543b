/** Looks up the values of ranks that bins of several values leave open, in one sorted pass each kind. */
import type { Seconds } from "../../units.ts";
import type { Engine } from "./engine.ts";
import { type Bin, type WantedRank, wantedRanks } from "./exact-figures.ts";

/** Requests that are counted together; null stands for all windows, methods or paths. */
export interface Group {
  readonly window: number | null;
  readonly method: string | null;
  readonly path: string | null;
  /** Whether times among them are parts of several requests' together, of which there is no percentile. */
  readonly averaged: boolean;
  /** Ascending. */
  readonly bins: readonly Bin[];
}

type LookUp = (group: Group, wanted: WantedRank) => Seconds | undefined;

/** What a group fixes decides by which columns its requests are found. */
const keysOf = ({ window, path }: Group): readonly string[] => [
  ...(window === null ? [] : ["span"]),
  ...(path === null ? [] : ["method", "path"]),
];

export async function lookUpRanks(engine: Engine, groups: readonly Group[]): Promise<LookUp> {
  const places = new Map(groups.map((group, place) => [group, place]));
  const values = new Map<string, Seconds>();
  const kinds = new Map<string, Group[]>();
  for (const group of groups) {
    const kind = keysOf(group).join(", ");
    kinds.set(kind, [...(kinds.get(kind) ?? []), group]);
  }
  for (const [kind, some] of kinds) {
    const wanted = some.flatMap((group) =>
      wantedRanks(group.bins).map(({ bin, rank }) => ({ group, bin, rank })),
    );
    if (wanted.length === 0) continue;
    const keys = kind === "" ? [] : kind.split(", ");
    for (const { place, bin, rank, value } of await sortedRanks(engine, keys, wanted, places)) {
      values.set(`${place} ${bin} ${rank}`, Number(value));
    }
  }
  return (group, { bin, rank }) => values.get(`${places.get(group)} ${bin} ${rank}`);
}

interface Wanted extends WantedRank {
  readonly group: Group;
}

/** The engine sorts only the bins wanted, on disk if need be. */
async function sortedRanks(
  engine: Engine,
  keys: readonly string[],
  wanted: readonly Wanted[],
  places: ReadonlyMap<Group, number>,
) {
  const quoted = (text: string | null) =>
    text === null ? "NULL" : `'${text.replaceAll("'", "''")}'`;
  const rows = wanted.map(
    ({ group, bin, rank }) =>
      `(${places.get(group)}, ${group.window ?? "NULL"}, ${quoted(group.method)}, ${quoted(group.path)}, ${bin}, ${rank})`,
  );
  await engine.run(
    `CREATE OR REPLACE TABLE wanted AS SELECT * FROM (VALUES ${rows.join(", ")})
      AS ranks(place, span, method, path, bin, rank)`,
  );
  const using = [...keys, "bin"].join(", ");
  return await engine.rows(
    `SELECT place, bin::DOUBLE AS bin, rank, value FROM (
      SELECT place, bin, ms / 1000 AS value,
        row_number() OVER (PARTITION BY place, bin ORDER BY ms) - 1 AS rank
      FROM binned JOIN (SELECT DISTINCT place, ${using} FROM wanted) USING (${using}))
    JOIN (SELECT place, bin, rank FROM wanted) USING (place, bin, rank)`,
  );
}
