/**
 * The mean time of all requests where a tool times answers only. Its users never think, so that by
 * Little's law N = X·R the mean of all, with those that were refused or timed out, is N/X. Percentiles of
 * answers stay beside it where they can be those of all; else they are of other requests.
 */
import type { ResponseTimes } from "../../measurement/campaign.ts";
import type { Counted } from "../../measurement/counted.ts";
import type { Finding } from "../../measurement/finding.ts";
import { meanBounds } from "../../measurement/findings/percentiles/mean-outside-percentiles.ts";
import { inTime } from "../../wording/wording.ts";
import { finding } from "./finding.ts";

export interface AnswerTimes {
  readonly tool: string;
  readonly users: number | null;
  /** Of all requests, per second. */
  readonly throughput: number | undefined;
  /** Of answers. */
  readonly times: ResponseTimes;
  readonly requests: number;
  /** Requests without an answer. */
  readonly unanswered: number;
}

/** A share of the requests. */
const few = 0.05;

export interface TimesOfAll {
  readonly timesOf: Counted;
  readonly responseTime: ResponseTimes;
  readonly findings: readonly Finding[];
}

export function timeOfAll(known: AnswerTimes): TimesOfAll {
  const { tool, users, throughput, times, requests, unanswered } = known;
  if (unanswered === 0 || users === null || !throughput) {
    return { responseTime: times, timesOf: unanswered === 0 ? "all" : "successes", findings: [] };
  }
  const mean = users / throughput;
  const all = { ...times, mean };
  const bounds = meanBounds(all);
  const fits = bounds === null || (mean >= bounds.low && mean <= bounds.high);
  // So few cannot move the mean out of the percentiles of the others: the users are not what was told.
  if (!fits && unanswered < few * requests) {
    return { responseTime: times, timesOf: "successes", findings: [] };
  }
  return {
    responseTime: fits ? all : { mean },
    timesOf: "all",
    findings: [
      finding(
        "times-of-answers",
        "warning",
        users,
        `${tool} times answers only: they took ${times.mean === undefined ? "?" : inTime(times.mean)}; with the ${unanswered} requests that got none the mean is N/X, ${inTime(mean)}.${fits ? " The percentiles are of answers." : " The percentiles, which are of answers, are left out."}`,
        "Little's law, N = X·R over all requests, for users who never think",
        "lower the load until all requests are answered",
      ),
    ],
  };
}
