/** The unit of times that have none: that of the others in the table, or what Little's law leaves. */
import type { SheetColumn } from "./sheet-columns.ts";
import { type SheetRow, type TimeName, timeNames } from "./sheet-row.ts";

/** Of a mean R a share 1 − p at most is above R/(1 − p) (Markov); the mean itself is N/X at most. */
const mostOfMean: Readonly<Partial<Record<TimeName, number>>> = {
  mean: 1,
  p50: 2,
  p90: 10,
  p95: 20,
  p99: 100,
};
/** Users may vary by so much while figures are taken. */
const margin = 1.1;

/** @returns undefined where every time has its unit, null where seconds and milliseconds are both possible */
export function bareTimeScale(
  columns: readonly SheetColumn[],
  rows: readonly SheetRow[],
): { readonly scale: number; readonly because: string } | undefined | null {
  const bare = rows.some(({ times }) => Object.values(times).some((time) => time.bare));
  if (!bare) return undefined;
  const times = columns.filter(({ what }) => what in mostOfMean || what === "max");
  const [scale, ...others] = new Set(times.flatMap((column) => column.scale ?? []));
  if (scale !== undefined && others.length === 0) {
    return { scale, because: "they are taken to be in the unit of the others" };
  }
  const tooLong = rows.some(({ users, rate, times: of }) =>
    timeNames.some((name) => {
      const { value, bare: unitless } = of[name] ?? { value: 0, bare: false };
      const most = mostOfMean[name];
      return unitless && most !== undefined && rate && value > (margin * most * users) / rate;
    }),
  );
  return tooLong
    ? {
        scale: 1e-3,
        because:
          "as seconds they would be longer than users and throughput allow, so they are milliseconds",
      }
    : null;
}
