/** What every written test says of itself, and names that are safe in it. */
import type { PlannedRequest, PlannedTest } from "../../planning/next/planned-test.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatShare } from "../../wording/format-share.ts";

/** Lines for a comment: what to do before, how to run it, what is assumed. */
export function testWords(test: PlannedTest, run: readonly string[]): readonly string[] {
  const { purpose, change, thinkTime, levels, stop } = test;
  const [level] = levels;
  return [
    `Written by headroom next. ${purpose}`,
    ...(change === null ? [] : [`Before it: set ${change} on the platform.`]),
    ...run,
    "Fill in: ids in paths (environment ID), bodies of writes, a log-in where one is needed.",
    `Think time 0 to ${formatDuration(2 * thinkTime)}, ${formatDuration(thinkTime)} in the mean; each level ${level?.warmUp ?? 0} s warm-up, then ${level?.measured ?? 0} s measured.`,
    `Stops where more than ${formatShare(stop.errorRate)} of the requests fail or P95 passes ${formatDuration(stop.p95)}: then it is broken, not measured.`,
  ].map(oneLine);
}

/** Names come from files: a line break would end a comment, and "*" + "/" one of Java or JavaScript. */
const oneLine = (text: string) => text.replace(/[\r\n\u2028\u2029]+/g, " ").replaceAll("*/", "* /");

export const nameOf = ({ method, path }: PlannedRequest) => `${method} ${path}`;

/** Text as a literal of Python, JavaScript and Java: JSON's escapes are those of all three. */
export const literal = (text: string) =>
  JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** A path with its parameters split off: ["/api/v1/tasks/", "", ""] of "/api/v1/tasks/{id}". */
export const pathParts = (path: string): readonly string[] =>
  path.split(/\{[^}]*\}|\[[^\]]*\]|:[A-Za-z_]+|<[^>]*>/);

export const writes = ({ method }: PlannedRequest) => /^(POST|PUT|PATCH)$/.test(method);

/** For tools that start users one after another: the time that this adds to each level. */
export const rampWords = ({ spawnRate }: PlannedTest) =>
  `Before each warm-up users come ${spawnRate} a second.`;

/** Seconds of a level from when all its users are there. */
export const heldOf = ({ warmUp, measured }: PlannedTest["levels"][number]) => warmUp + measured;

/** Seconds that a level takes with its ramp and warm-up. */
export const wholeOf = ({ spawnRate }: PlannedTest, level: PlannedTest["levels"][number]) =>
  Math.ceil(level.users / spawnRate) + heldOf(level);
