/** The safe limit over two sizes as a table. */
import type { SafeLimitMap } from "../../planning/optimize/sizes/safe-limit-map.ts";
import { formatCount } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";

/** Users by the policy's rule, a column for each x and a row for each y. */
export function mapLines({ xLever, yLever, cells }: SafeLimitMap): readonly string[] {
  const xs = [...new Set(cells.map(({ x }) => x))];
  const ys = [...new Set(cells.map(({ y }) => y))];
  const cell = (x: number, y: number) => {
    const found = cells.find((one) => one.x === x && one.y === y);
    return found === undefined ? "–" : formatCount(found.safeLimit);
  };
  const rows = ys.map((y) => [`${yLever}=${y}`, ...xs.map((x) => cell(x, y))]);
  return [
    "Safe limit in users over two sizes:",
    ...textTable(["", ...xs.map((x) => `${xLever}=${x}`)], rows)
      .split("\n")
      .map((line) => `  ${line}`),
  ];
}
