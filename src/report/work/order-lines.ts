/** The order of work in sentences, decision first: for the terminal, and for the report to print. */
import type {
  ChangeStep,
  IfTrue,
  MeasureStep,
  OrderOfWork,
  WorkStep,
} from "../../planning/optimize/order/order-of-work.ts";
import type { Share } from "../../units.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { thingIs } from "../../wording/thing-is.ts";
import { inList } from "../../wording/wording.ts";

/** The finding, the steps numbered, what follows from what a measurement shows, and what to leave. */
export function orderLines(order: OrderOfWork): readonly string[] {
  const { finding, steps, follows } = orderParts(order);
  return [
    finding,
    ...steps.map((step, i) => `  ${i + 1}. ${step}`),
    ...follows.map((line) => `  ${line}`),
  ];
}

/**
 * The same in its parts, for the report.
 *
 * @param isVerdictTold whether what holds today has been said already
 */
export function orderParts(order: OrderOfWork, { isVerdictTold = false } = {}) {
  const { steps, outcomes, untouched, dominated } = order;
  // What one outcome alone asks for stands with that outcome.
  const always = steps.filter((step) => step.kind === "measure" || step.onlyIf === null);
  return {
    finding: orderSentence(order, isVerdictTold),
    steps: always.map((step) => stepWords(step, order.draws)),
    follows: [
      ...outcomes.map(
        (one) => `If “${one.title}” is true (${weightOf(one)}): ${outcomeWords(one, order)}.`,
      ),
      ...(untouched.length === 0 ? [] : [untouchedWords(untouched, order.listed)]),
      ...dominatedLines(dominated),
    ],
  };
}

/** "400 users are held with 2 % today; measure first, then with 31 %." */
export function orderSentence(order: OrderOfWork, isVerdictTold = false): string {
  const { users, asked, draws, today, steps, reached, holds, hours, listed, margin } = order;
  const told = (probability: Share) => formatProbability(probability, draws);
  const load = formatUsers(users);
  const measures = steps.filter(({ kind }) => kind === "measure").length;
  const first = measures === 0 ? "" : ` Measure first: ${minutesOf(steps)}.`;
  const wanted = `(asked: ${formatShare(asked)})`;
  if (today >= asked) {
    const held = `${load} are held as it is, with ${told(today)} ${wanted}`;
    return margin.kept
      ? `${held}; no change is needed.${first}`
      : `${held}, but lie above the safe limit of ${formatUsers(margin.safeLimit)}${margin.unreached === undefined ? `: ${marginWords(margin, draws)}` : `, limited by ${margin.unreached}`}.${first}`;
  }
  if (listed === 0) {
    const where = hours === null ? " (models/improvements/*.yaml, each with its hours)" : "";
    const none = `no improvement is listed that could be made${within(hours)}${where}`;
    return isVerdictTold
      ? `For ${load} ${none}.${first}`
      : `${load} are held with ${told(today)} today ${wanted}; ${none}.${first}`;
  }
  const outcome = holds
    ? `with all of this${within(hours)} ${told(reached)}`
    : `nothing in the list${within(hours)} gets it to ${formatShare(asked)}, the best is ${told(reached)}${measuresFirst(order) ? ", of who measures first and then does what it shows" : ""}`;
  const near =
    holds && !margin.kept ? ` The margin is not kept: ${marginWords(margin, draws)}.` : "";
  if (isVerdictTold) {
    return holds
      ? `Once all of this is done${within(hours)}, ${load} are held with ${told(reached)} ${wanted}.${near}${first}`
      : `For ${load} ${outcome}.${near}${first}`;
  }
  return `${load} are held with ${told(today)} today; ${outcome}.${near}${first}`;
}

/** Whether what to do hangs on what a measurement shows: what is reached is then of who makes it first. */
export const measuresFirst = ({ steps }: Pick<OrderOfWork, "steps">) =>
  steps.some((step) => step.kind === "measure" && step.settles !== null);

const within = (hours: number | null) => (hours === null ? "" : ` within ${hoursOf(hours)}`);

/** "the policy's margin asks for a breaking point of 180 users or more, which is reached with 14 %" */
function marginWords({ users, reached }: OrderOfWork["margin"], draws: number): string {
  return `the policy's margin asks for a breaking point of ${formatUsers(users)} or more, which is reached with ${formatProbability(reached, draws)}`;
}

function stepWords(step: WorkStep, draws: number): string {
  return step.kind === "measure" ? measureWords(step, draws) : changeWords(step, draws);
}

function measureWords(
  { what, minutes, settles, reason, probability }: MeasureStep,
  draws: number,
): string {
  const takes = minutes === null ? "" : ` ${formatNumber(minutes).replace(/\.0+$/, "")} min.`;
  const told =
    settles === null
      ? ` ${reason}`
      : ` It is expected to settle ${formatShare(settles)} of the doubt between the explanations; who then does what it shows holds the target with ${formatProbability(probability, draws)}.`;
  return `${what}${takes}${told}`;
}

function changeWords({ title, hours, probability }: ChangeStep, draws: number): string {
  return `${title}, ${hoursOf(hours)}: the target is then held with ${formatProbability(probability, draws)}.`;
}

function outcomeWords(
  { title, work, holds, today }: IfTrue,
  { asked, draws, steps }: OrderOfWork,
): string {
  const { titles, hours, probability } = work;
  const told = (one: Share) => formatProbability(one, draws);
  if (titles.length === 0) {
    return today >= asked
      ? `nothing is needed, it is held with ${told(today)}`
      : `nothing in the list helps, it is held with ${told(today)}: spend no hours on it`;
  }
  const inTurn = steps.flatMap((step) =>
    step.kind === "change" && step.onlyIf === title ? [step.title] : [],
  );
  const words = (inTurn.length === 0 ? titles : inTurn).join(", then ");
  const result = `${words}, ${hoursOf(hours)}: held with ${told(probability)}`;
  return holds ? result : `${result}, less than asked`;
}

/** "Leave out A and B: they gain no more than C.", once for each C. */
function dominatedLines(dominated: OrderOfWork["dominated"]): readonly string[] {
  const by = new Map<string, string[]>();
  for (const one of dominated) by.set(one.by, [...(by.get(one.by) ?? []), `“${one.title}”`]);
  return [...by].map(
    ([better, titles]) => `Leave out ${inList(titles)}: no more is gained than by “${better}”.`,
  );
}

/** "Nothing in the list holds it where the event loop is the wall (42 %)." */
function untouchedWords(untouched: readonly IfTrue[], listed: number): string {
  const walls = new Map<string, number>();
  for (const { wall, weight } of untouched) walls.set(wall, (walls.get(wall) ?? 0) + weight);
  const named = [...walls].map(
    ([wall, weight]) => `${thingIs(wall)} the wall (${formatShare(weight)})`,
  );
  return listed === 0
    ? `As it is, ${inList(named)}.`
    : `Nothing in the list holds it where ${inList(named)}.`;
}

const weightOf = ({ weight }: IfTrue) => formatShare(weight);

const hoursOf = (hours: number) => `${formatNumber(hours).replace(/\.0+$/, "")} h`;

function minutesOf(steps: readonly WorkStep[]): string {
  const known = steps.flatMap((step) => (step.kind === "measure" ? (step.minutes ?? []) : []));
  const sum = known.reduce((a, b) => a + b, 0);
  return sum === 0 ? "see below" : `${formatNumber(sum).replace(/\.0+$/, "")} minutes`;
}
