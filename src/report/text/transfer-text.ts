/** What `headroom transfer` prints: the answer first, then limits, curve, speeds. */
import type { Production } from "../../planning/transfer/production.ts";
import type { TransferResult } from "../../planning/transfer/transfer.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { inList } from "../../wording/wording.ts";
import { limitLines } from "../limit-lines.ts";

export function transferText(
  name: string,
  { sizes }: Pick<Production, "sizes">,
  result: TransferResult,
): string {
  const { levels, limits, points, speeds, target, nextLevel, contradicted, without } = result;
  const lines = limitLines(limits);
  const width = lines.reduce((most, line) => Math.max(most, line.name.length), 0);
  const { draws } = limits.safeLimit;
  return [
    `${name}: production${sizes === null ? "" : ` (${sizes.title})`}, ${
      levels === 0
        ? "of which nothing was measured"
        : `with ${levels === 1 ? "one level" : `${levels} levels`} measured there`
    }`,
    ...(target === null
      ? []
      : [
          `${formatUsers(target.users)}: all objectives hold with ${formatProbability(target.probability, draws)}.`,
        ]),
    ...(nextLevel === null
      ? []
      : [
          `Run one level of ${formatUsers(nextLevel)} on production and name its folder under production: levels: in headroom.yaml; it narrows what follows.`,
        ]),
    ...(contradicted
      ? [
          "What was measured there lies outside what sizes and speeds allow: check both, and that it is the same software with the same data.",
        ]
      : []),
    ...(without.length === 0
      ? []
      : [`${inList(without)} acts on nothing in some explanations of the measurements.`]),
    "",
    ...lines.map((line) => `  ${line.name.padEnd(width)}  ${line.text}`),
    "",
    textTable(
      ["users", "throughput", "mean", "P95"],
      points.map(({ users, throughput, responseTime: { mean, p95 } }) => [
        formatCount(users),
        formatShort(throughput, formatThroughput),
        formatShort(mean, formatDuration),
        formatShort(p95, formatDuration),
      ]),
    ),
    ...(speeds.length === 0
      ? []
      : [
          "",
          textTable(
            ["speed of", "assumed", ...(levels === 0 ? [] : ["after the measurement"])],
            speeds.map(({ station, before, after }) => [
              station,
              formatShort(before, formatFactor),
              ...(levels === 0 ? [] : [formatShort(after, formatFactor)]),
            ]),
          ),
        ]),
    "",
    ...result.assumptions.map((one) => `Assumed: ${one}`),
    "In brackets: 90 % intervals; none where both ends read like the value.",
  ].join("\n");
}

const formatFactor = (factor: number) => `×${factor.toPrecision(3)}`;
