// Measures the approximate methods of `headroom calc mva` against exact ones over random networks, and
// writes what the calculator prints of them, src/textbook/closed/measured-errors.ts, and the table of
// docs/calc.md:
// nice node --import tsx scripts/measure-approximations.ts
import { readFileSync, writeFileSync } from "node:fs";
import {
  approximationErrors,
  type MeasuredMethod,
  measuredMethods,
} from "../src/textbook/testing/approximation-errors.ts";

/** Markov chains of the ordered lines take longer than mean-value analysis. */
const networksOf = (name: string) => (name.startsWith("fifo") ? 1500 : 4000);
const SEED = 1;

/** Shares rounded outwards to a thousandth. */
const down = (value: number) => Math.floor(value * 1000) / 1000;
const up = (value: number) => Math.ceil(value * 1000) / 1000;

function bandOf(errors: readonly number[]) {
  const sorted = errors.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return {
    mean: up(errors.reduce((sum, one) => sum + Math.abs(one), 0) / errors.length),
    low: down(quantile(0.025)),
    high: up(quantile(0.975)),
    least: down(quantile(0)),
    most: up(quantile(1)),
  };
}

const percent = (value: number) => `${(100 * value).toFixed(1).replace("-", "−")} %`;
const cells = ({ mean, low, high, least, most }: ReturnType<typeof bandOf>) =>
  `${percent(mean)} | ${percent(low)} to ${percent(high)} | ${percent(least)} to ${percent(most)}`;
const rows: string[] = [];
const methods = Object.entries<MeasuredMethod>(measuredMethods).map(([name, method]) => {
  const networks = networksOf(name);
  const errors = approximationErrors(method, networks, SEED);
  const responseTime = bandOf(errors.flatMap(({ responseTimes }) => responseTimes));
  const throughput = bandOf(errors.flatMap(({ throughputs }) => throughputs));
  console.log(name, networks, responseTime, throughput);
  const shown = (band: object) =>
    `{ ${Object.entries(band)
      .map(([key, value]) => `${key}: ${value}`)
      .join(", ")} }`;
  rows.push(`| ${name} | ${networks} | ${cells(responseTime)} | ${cells(throughput)} |`);
  return `  ${JSON.stringify(name)}: {
    networks: ${networks},
    responseTime: ${shown(responseTime)},
    throughput: ${shown(throughput)},
  },`;
});

writeFileSync(
  new URL("../src/textbook/closed/measured-errors.ts", import.meta.url),
  `/** Errors of the approximate methods over random networks: written by scripts/measure-approximations.ts. */

/** Relative errors of all classes of all networks, as shares, rounded outwards. */
export interface ErrorBand {
  /** Of their absolute values. */
  readonly mean: number;
  /** Between these lie 95 of 100. */
  readonly low: number;
  readonly high: number;
  /** The worst that were found, to either side: no bounds. */
  readonly least: number;
  readonly most: number;
}

export interface MeasuredError {
  readonly networks: number;
  readonly responseTime: ErrorBand;
  readonly throughput: ErrorBand;
}

/** Which networks were drawn stands in testing/approximation-errors.ts and docs/calc.md. */
export const measuredErrors = {
${methods.join("\n")}
} as const satisfies Readonly<Record<string, MeasuredError>>;
`,
);

const docs = new URL("../docs/calc.md", import.meta.url);
const [before = "", after = ""] = readFileSync(docs, "utf8").split(
  /(?<=\n\| ---[^\n]*\n)(?:\| (?:schweitzer|linearizer|fifo)[^\n]*\n)+/,
);
writeFileSync(docs, `${before}${rows.join("\n")}\n${after}`);
