/**
 * Phrases in a level's note that the audit understands. An importer writes them and a planner may:
 * they say of a level what no column of figures can.
 */

/** Followed by ": " and what was seen: the load machine, not the system, was at its limit. */
export const generatorNote = "generator saturated";

/** What window the figures cover; a steady one needs no word. */
export const windowNotes = {
  "whole run": "whole run, ramp included",
  ramp: "read off a ramp",
  steady: "",
} as const;

/** Whether the figures average over a ramp whose mean users are known: one finding says it for all. */
export function averagesOverRamp({
  mostUsers,
  users,
}: {
  mostUsers?: number;
  users: number;
}): boolean {
  return mostUsers !== undefined && mostUsers > users;
}

/** Whether the note holds the phrase as one of its parts, which "; " sets apart. */
export function noteSays(note: string, phrase: string): boolean {
  return note.split(";").some((part) => part.trim().startsWith(phrase));
}

/** The endpoints are counted over another window than the level: the two need not add up. */
export const endpointsOfWholeRun = "endpoints cover the whole run";
