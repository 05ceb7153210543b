import { inLoads } from "../../../wording/in-loads.ts";
import { inLevel, inList, inNumber } from "../../../wording/wording.ts";
import type { Finding } from "../../finding.ts";
import { type Evidence, placeOf } from "../evidence.ts";

/** With k requests beyond a percentile its rank is uncertain by 1/√k: by a third at ten. */
const LEAST_BEYOND = 10;

const ALL = "all requests";

/** More names than these hide the message. */
const NAMED = 2;

/** P99 of so few requests that a handful of them decide it; one finding for all levels. */
export function fewSamples({ measured }: Evidence): readonly Finding[] {
  const thin = measured.flatMap(({ level, endpoints }) => {
    const rows = [
      { name: ALL, ...level },
      ...endpoints.map((row) => ({ name: `${row.method} ${row.path}`.trim(), ...row })),
    ].filter(
      ({ requests, responseTime, quality }) =>
        quality === "measured" &&
        requests !== undefined &&
        responseTime.p99 !== undefined &&
        requests * 0.01 < LEAST_BEYOND,
    );
    return rows.length === 0 ? [] : [{ level, rows }];
  });
  const [first, ...others] = thin;
  if (first === undefined) return [];
  const finding = {
    code: "few-samples",
    severity: "note",
    law: "k requests beyond a percentile leave its rank uncertain by about 1/√k.",
    remedy: "Run the level longer, or look at P95.",
  } as const;
  if (others.length === 0) {
    const names = first.rows
      .slice(0, NAMED)
      .map(({ name, requests }) => `${name} (${inNumber(requests ?? 0)} requests)`);
    const more = first.rows.length - names.length;
    if (more > 0) names.push(`${more} more endpoint${more === 1 ? "" : "s"}`);
    const message = `${inLevel(first.level)}: fewer than ${LEAST_BEYOND} requests lie beyond the P99 of ${inList(names)}; chance decides it.`;
    return [{ ...finding, ...placeOf(first.level), message }];
  }
  const loads = (levels: typeof thin) => inLoads(levels.map(({ level }) => level.users));
  const whole = thin.filter(({ rows }) => rows.some(({ name }) => name === ALL));
  const message =
    whole.length === thin.length
      ? `${loads(thin)}: fewer than ${LEAST_BEYOND} requests lie beyond P99; chance decides it.`
      : `${loads(thin)}: fewer than ${LEAST_BEYOND} requests lie beyond the P99 of some endpoints` +
        `${whole.length > 0 ? `, at ${loads(whole)} of all requests together` : ""}; chance decides it.`;
  return [{ ...finding, level: null, message }];
}
