import { inLevel } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { generatorNote, noteSays } from "../level-note.ts";
import { type Evidence, placeOf } from "./evidence.ts";

/** Levels at which the load machine was the limit, by the importer's or the planner's note. */
export function generatorSaturated({ measured }: Evidence): readonly Finding[] {
  return measured
    .filter(({ level }) => noteSays(level.note, generatorNote))
    .map(({ level }): Finding => {
      const said = level.note.slice(level.note.indexOf(generatorNote) + generatorNote.length);
      const what = said.replace(/^[:\s]+/, "");
      return {
        code: "generator-saturated",
        severity: "warning",
        ...placeOf(level),
        message: `${inLevel(level)}: the load machine was at its limit${what === "" ? "" : `: ${what}`}.`,
        law: "What the load machine could not send, the system was not asked for.",
        remedy: "Repeat the level from a larger load machine, or from several.",
      };
    });
}
