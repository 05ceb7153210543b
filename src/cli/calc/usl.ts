/** The Universal Scalability Law: read at a load, inverted, or fitted to measured levels. */
import { keysOf } from "../../record.ts";
import type { UslFit, UslObservation } from "../../textbook/usl/fit-usl.ts";
import type { UslLaw } from "../../textbook/usl/usl.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { RefusedError } from "../refused-error.ts";
import { UsageError } from "../usage-error.ts";
import type { Answer, CalcModel, Values } from "./calc-model.ts";

export const uslModel: CalcModel = {
  name: "usl",
  summary: "Universal Scalability Law: throughput at a load, peak, inverse; or fitted to levels",
  file: "Measured levels to fit: two columns, users in the system at once and throughput in req/s",
  options: {
    "unit-throughput": { kind: "rate", describe: 'Throughput of one at a time, e.g. "20 req/s"' },
    contention: {
      kind: "number",
      describe: "Share of the work that goes one at a time, e.g. 0.02",
    },
    coherency: { kind: "number", describe: "Cost of every pair that must agree, e.g. 0.0001" },
    concurrency: { kind: "number", describe: "How much at this many requests at once?" },
    throughput: { kind: "rate", describe: "How many at once give this throughput?" },
    "response-time": { kind: "time", describe: "How many at once give this response time?" },
  },
  examples: [
    [
      'headroom calc usl --unit-throughput "20 req/s" --contention 0.02 --coherency 0.0001 --concurrency 50',
      "a law read at 50 at once, with its peak",
    ],
    ["headroom calc usl levels.csv --verify", "fitted to measured levels, with intervals"],
  ],
  solve: async (values) => {
    const { parsedFile } = await import("./network-input.ts");
    const { parseUslPoints } = await import("../../workspace/network/parse-usl-points.ts");
    const points = await parsedFile(values, parseUslPoints);
    if (points === undefined) {
      const law = {
        unitThroughput: values.number("unit-throughput"),
        contention: values.number("contention"),
        coherency: values.number("coherency"),
      };
      return await readLaw(law, values);
    }
    for (const name of ["unit-throughput", "contention", "coherency"]) {
      if (values.maybe(name) === undefined) continue;
      throw new UsageError(
        `--${name} and a file are given together`,
        "the file is fitted: leave it out",
      );
    }
    const { fitUsl } = await import("../../textbook/usl/fit-usl.ts");
    const fit = fitUsl(points);
    if (fit.ended !== "converged") {
      throw new RefusedError("the fit did not converge", "look at the levels for outliers");
    }
    return await fitted(fit, points, await readLaw(fit.law, values));
  },
};

/** The law read wherever it is asked about. */
async function readLaw(law: UslLaw, values: Values): Promise<Answer> {
  const { uslResponseTime, uslThroughput } = await import("../../textbook/usl/usl.ts");
  const inverse = await import("../../textbook/usl/usl-inverse.ts");
  const { uslLandmarks } = await import("../../textbook/usl/usl-landmarks.ts");
  const { verifyUsl } = await import("../../textbook/verify/verify-usl.ts");
  const words = await import("./words.ts");
  const concurrency = values.maybe("concurrency");
  const throughput = values.maybe("throughput");
  const responseTime = values.maybe("response-time");
  const landmarks = uslLandmarks(law);
  const { peak, roof } = landmarks;
  const point =
    concurrency === undefined
      ? undefined
      : {
          users: concurrency,
          throughput: uslThroughput(law, concurrency),
          responseTime: uslResponseTime(law, concurrency),
        };
  const atThroughput =
    throughput === undefined ? undefined : inverse.uslUsersAtThroughput(law, throughput);
  const atResponseTime =
    responseTime === undefined ? undefined : inverse.uslUsersAtResponseTime(law, responseTime);
  const list = (users: readonly number[]) =>
    users.length === 0 ? "none" : users.map((one) => formatNumber(one, 4)).join(" and ");
  const rows: string[][] = [
    ["throughput of one γ", formatThroughput(law.unitThroughput)],
    ["contention α", formatNumber(law.contention)],
    ["coherency β", formatNumber(law.coherency)],
    ["peak at", peak === null ? "none" : `${formatNumber(peak.users, 4)} at once`],
    ["peak throughput", peak === null ? "none" : formatThroughput(peak.throughput)],
    ["roof γ/α", roof === null ? "none" : formatThroughput(roof)],
  ];
  if (point !== undefined) {
    rows.push(
      [`throughput at ${concurrency}`, formatThroughput(point.throughput)],
      [`response time at ${concurrency}`, formatDuration(point.responseTime)],
    );
  }
  if (atThroughput !== undefined) {
    rows.push([`at once for ${formatThroughput(throughput ?? 0)}`, list(atThroughput)]);
  }
  if (atResponseTime !== undefined) {
    rows.push([`at once for ${formatDuration(responseTime ?? 0)}`, list(atResponseTime)]);
  }
  const top =
    peak === null
      ? "Throughput never turns down under this law"
      : `Throughput peaks at ${formatThroughput(peak.throughput)} with ${formatNumber(peak.users)} ` +
        "requests at once and falls beyond";
  const read =
    atThroughput?.length === 0
      ? `; no number of requests gives ${formatThroughput(throughput ?? 0)}`
      : point === undefined
        ? ""
        : `; ${concurrency} at once get ${formatThroughput(point.throughput)}, ` +
          `${formatNumber((100 * point.throughput) / (law.unitThroughput * point.users), 2)} % of linear growth`;
  return {
    input: {
      law,
      ...(concurrency !== undefined && { concurrency }),
      ...(throughput !== undefined && { throughput }),
      ...(responseTime !== undefined && { responseTime }),
    },
    result: {
      law,
      ...landmarks,
      ...(point && { point }),
      ...(atThroughput && { usersAtThroughput: atThroughput }),
      ...(atResponseTime && { usersAtResponseTime: atResponseTime }),
    },
    tables: [words.figures(rows)],
    meaning: `${top}${read}.`,
    verify: () => verifyUsl(law, concurrency ?? 2),
  };
}

async function fitted(
  fit: UslFit,
  observations: readonly UslObservation[],
  law: Answer,
): Promise<Answer> {
  const names = { unitThroughput: "γ", contention: "α", coherency: "β" } as const;
  const intervals = keysOf(names).map((key) => {
    const interval = fit.intervals?.[key];
    const end = (value: number | null | undefined) =>
      value === null || value === undefined ? "open" : formatNumber(value);
    const value = fit.law[key];
    return [names[key], formatNumber(value), end(interval?.low), end(interval?.high)];
  });
  return {
    input: { ...law.input, observations },
    result: { ...law.result, fit },
    tables: [{ header: ["fitted", "value", "90 % from", "to"], rows: intervals }, ...law.tables],
    meaning: [law.meaning, ...fit.warnings.map(({ message }) => `Warning: ${message}.`)].join("\n"),
    verify: law.verify,
  };
}
