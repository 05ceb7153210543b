import { inLevel, inNumber, inPercent } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { type Evidence, placeOf } from "./evidence.ts";

/** With ten requests a user the average may be off by one in ten, as pauses and answers fall into the window. */
const LEAST_REQUESTS_PER_USER = 10;

/** Levels so short that what a user was doing at the ends of the window counts. */
export function shortLevel({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap(({ level }): readonly Finding[] => {
    const each = (level.requests ?? Number.POSITIVE_INFINITY) / level.users;
    if (each >= LEAST_REQUESTS_PER_USER || each === 0) return [];
    return [
      {
        code: "short-level",
        severity: "warning",
        ...placeOf(level),
        message:
          `${inLevel(level)}: ${inNumber(level.requests ?? 0)} requests are ${inNumber(each)} a user, so that the ` +
          `throughput may be off by up to ${inPercent(Math.min(1, 1 / each))}, one request a user.`,
        law: "Averages of a window obey N̄ = X·(Z + R) up to one request a user.",
        remedy: `Run the level until every user has made ${LEAST_REQUESTS_PER_USER} requests, better 50.`,
      },
    ];
  });
}
