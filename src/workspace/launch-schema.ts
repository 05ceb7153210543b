/** The sections launch: and accepted: of `headroom.yaml`. */
import { z } from "zod";
import { MOST_USERS } from "../planning/fit/too-thin-to-fit.ts";
import type { AcceptedCondition } from "../planning/verdict/accepted-condition.ts";
import type { LaunchTarget } from "../planning/verdict/launch-target.ts";
import { quantityField } from "./quantity/quantity-field.ts";

const many = (what: string) => z.number().positive().max(1e9).describe(what);

export const launchSchema = z
  .strictObject({
    users: quantityField("users", "Users at once").optional(),
    rate: quantityField("rate", "Requests per second").optional(),
    sessions: z
      .strictObject({
        perHour: many("Sessions that begin in an hour"),
        length: quantityField("span", "How long one lasts, thinking included").optional(),
        requests: many("Requests that one sends").optional(),
      })
      .refine(({ length, requests }) => (length === undefined) !== (requests === undefined), {
        error: "expected either length or requests",
      })
      .describe("Users at once by Little's law: sessions per second × length")
      .optional(),
    thinkTime: quantityField("time", "Pause of its users; the tested one without it").optional(),
    mix: z
      .record(z.string(), z.number().positive())
      .refine((mix) => Object.keys(mix).length > 0, { error: "expected one endpoint or more" })
      .describe("Endpoint: weight, where the mix is another than the tested one")
      .optional(),
  })
  .transform((typed, context): LaunchTarget => {
    const { thinkTime = null, mix = null } = typed;
    const loads = loadsOf(typed);
    const [load] = loads;
    const most = usersOf(typed);
    if (most > MOST_USERS) {
      const message = `${Math.round(most)} users are more than the ${MOST_USERS} that are solved`;
      const params = { hint: "launch a part of the platform and its users, e.g. one of ten cells" };
      context.addIssue({ code: "custom", message, params });
      return z.NEVER;
    }
    if (load !== undefined && loads.length === 1) return { load, thinkTime, mix };
    const message = "expected one of users, rate and sessions";
    const params = { hint: "e.g. launch: { users: 400 }" };
    context.addIssue({ code: "custom", message, params });
    return z.NEVER;
  })
  .describe("What is to be launched: headroom plan and check answer GO, CONDITIONAL GO or NO GO");

interface TypedLoad {
  readonly users?: number | undefined;
  readonly rate?: number | undefined;
  readonly sessions?:
    | {
        readonly perHour: number;
        readonly length?: number | undefined;
        readonly requests?: number | undefined;
      }
    | undefined;
}

/** Users at once, where they are told without the platform. */
function usersOf({ users = 0, sessions }: TypedLoad): number {
  return Math.max(users, ((sessions?.perHour ?? 0) * (sessions?.length ?? 0)) / 3600);
}

function loadsOf({ users, rate, sessions }: TypedLoad): LaunchTarget["load"][] {
  const { perHour = 0, length, requests } = sessions ?? {};
  return [
    ...(users === undefined ? [] : [{ kind: "users" as const, users }]),
    ...(rate === undefined ? [] : [{ kind: "rate" as const, rate }]),
    ...(length === undefined ? [] : [{ kind: "sessions" as const, perHour, length }]),
    ...(requests === undefined ? [] : [{ kind: "requests" as const, perHour, requests }]),
  ];
}

/** "2026-02-30" has the shape of a day and is none. */
const isDay = (text: string) => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return false;
  const [m, d, y] = [Number(month), Number(day), Number(year)];
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] ?? 0;
  return d >= 1 && d <= days;
};

const said = (what: string) => z.string().trim().min(1).max(500).describe(what);

export const acceptedSchema = z
  .array(
    z
      .strictObject({
        code: said('Name of the finding or condition, e.g. "incident-level"'),
        level: quantityField("users", "The level concerned; all without it").optional(),
        reason: said("Why it may stand"),
        by: said("Who answers for it"),
        on: z.string().refine(isDay, { error: "expected a date, e.g. 2026-01-20" }),
      })
      .transform(({ level = null, ...rest }): AcceptedCondition => ({ ...rest, level })),
  )
  .describe("Findings and conditions that are waived, by whom and why; they stand in the report");
