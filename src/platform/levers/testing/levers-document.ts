/** docs/levers.md: every lever as the table has it. */
import { operations } from "../change/amount.ts";
import { figureNames } from "../lever-base.ts";
import type { LeverDefinition } from "../lever-definition.ts";
import { levers } from "../levers.ts";

const acting = {
  none: "the whole platform",
  some: "all endpoints, or those named",
  needed: "the endpoints named",
} as const satisfies Readonly<Record<LeverDefinition["endpoints"], string>>;

const code = (text: string) => `\`${text}\``;

export function leversDocument(): string {
  const rows = levers.map(({ name, about, kind, example, endpoints }) =>
    [
      code(name),
      about,
      kind === "switch" ? "none: it is there or not" : code(example),
      acting[endpoints],
    ].join(" | "),
  );
  const assumed = levers.flatMap(({ name, assumes }) =>
    assumes.map((sentence) => `- ${code(name)}: ${sentence}`),
  );
  return [
    "# Levers: what a scenario changes",
    "Written by `node --import tsx scripts/write-lever-docs.ts` from the table of levers; a test compares.",
    "A scenario names one lever or more, with a new value each: in `models/scenarios/*.yaml` as " +
      '`- { lever: cache, to: 60 %, endpoints: "GET /api/v1/goals/*" }`, on the command line as ' +
      "`--set 'cache[GET /api/v1/goals/*]=60%'`. No lever multiplies a limit: each changes the " +
      "number of the platform that it changes in the world. A platform that has not what a lever acts on " +
      "stays as it is, and is named.",
    ["| lever | what it changes | value | acts on |", "| --- | --- | --- | --- |"]
      .concat(rows.map((row) => `| ${row} |`))
      .join("\n"),
    "## Values",
    "A value is a quantity with its unit (`125 req/s`, `60 %`, `2 s`, `40 connections`) or an expression " +
      "over the platform as it is before any lever: numbers, `+ - * / ( )`, " +
      `${Object.keys(operations).slice(-5).map(code).join(", ")} and ${figureNames.map(code).join(", ")}. ` +
      "`x2`, `2x` and `×2` are short for twice as much as today, whole pieces rounded. " +
      "Where the platform has none of what an expression refers to, or several that differ, it is refused.",
    "Levers of a scenario are applied in the order in which they stand; expressions always read the platform as it was.",
    "## What is told of a change",
    "The breaking point moves by a share, on every platform that could be true; up to 5 % is no change. Told is " +
      "what four in five of the platforms say where not more than one in twenty says the opposite, of the whole " +
      "mixture and of each explanation that could be true. One could be where it misses the figures no more than " +
      "twice as much as repeated runs differ, and lies within two standard errors of the best in predicting " +
      "levels left out, or has a share of more than 5 %:",
    verdicts,
    "## What is taken for granted",
    assumed.join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

const verdicts = [
  "| answer | four platforms in five | not more than one in twenty |",
  "| --- | --- | --- |",
  "| gains | break more than 5 % later | more than 5 % sooner |",
  "| loses | break more than 5 % sooner | more than 5 % later |",
  "| no change | break within 5 % of where they do | more than 10 % off |",
  "| no gain | break at most 5 % later, some sooner | more than 10 % later |",
  "| refuses | turn away more at the safe limit than the policy allows | – |",
  "| cannot tell | agree on none of these, or an explanation that could be true differs | – |",
].join("\n");
