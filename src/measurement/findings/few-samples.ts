import type { Finding } from "../finding.ts";
import { inLevel, inList, inNumber } from "../wording.ts";
import { type Evidence, placeOf } from "./evidence.ts";

/** With k requests beyond a percentile its rank is uncertain by 1/√k: by a third at ten. */
const LEAST_BEYOND = 10;

/** More names than these hide the message. */
const NAMED = 2;

/** P99 of so few requests that a handful of them decide it. */
export function fewSamples({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap(({ level, endpoints }) => {
    const rows = [
      { name: "all requests", ...level },
      ...endpoints.map((row) => ({ name: `${row.method} ${row.path}`.trim(), ...row })),
    ].filter(
      ({ requests, responseTime, quality }) =>
        quality === "measured" &&
        requests !== undefined &&
        responseTime.p99 !== undefined &&
        requests * 0.01 < LEAST_BEYOND,
    );
    if (rows.length === 0) return [];
    const names = rows
      .slice(0, NAMED)
      .map(({ name, requests }) => `${name} (${inNumber(requests ?? 0)} requests)`);
    const more = rows.length - names.length;
    if (more > 0) names.push(`${more} more endpoint${more === 1 ? "" : "s"}`);
    return [
      {
        code: "few-samples",
        severity: "note",
        ...placeOf(level),
        message: `${inLevel(level)}: fewer than ${LEAST_BEYOND} requests lie beyond the P99 of ${inList(names)}; chance decides it.`,
        law: "k requests beyond a percentile leave its rank uncertain by about 1/√k.",
        remedy: "Run the level longer, or look at P95.",
      },
    ];
  });
}
