/** A profile file: a load over time, and what clients and platform do about it. */

import type { Parsed } from "../../ingest/problem.ts";
import { bucketFor, type Profile } from "../../simulation/course/profile.ts";
import { parseYaml } from "../parse-yaml.ts";
import { readControls } from "./profile-controls.ts";
import { ProfileError } from "./profile-error.ts";
import { type ReadHistory, readProfileLoad } from "./profile-load.ts";
import { type ProfileFile, profileSchema } from "./profile-schema.ts";

const checkedSchema = (readHistory: ReadHistory | undefined) =>
  profileSchema.superRefine((file, context) => {
    if (file.duration <= 0) {
      const params = { hint: 'e.g. "5 min"' };
      context.addIssue({ code: "custom", message: "must be above 0", params, path: ["duration"] });
    }
    try {
      readProfileLoad(file, readHistory);
      readControls(file);
    } catch (error) {
      if (!(error instanceof ProfileError)) throw error;
      const { message, hint, path } = error;
      context.addIssue({ code: "custom", message, params: { hint }, path: [...path] });
    }
  });

/**
 * Parses a profile file. Faults are given with line, column and remedy.
 *
 * @param readHistory of the measured run that a profile may name
 */
export function parseProfile(
  text: string,
  file: string,
  readHistory?: ReadHistory,
): Parsed<Profile> {
  const parsed = parseYaml(text, file, checkedSchema(readHistory));
  return parsed.ok ? { ok: true, value: profileOf(parsed.value, readHistory) } : parsed;
}

function profileOf(file: ProfileFile, readHistory: ReadHistory | undefined): Profile {
  const { title, duration } = file;
  const bucket = file.bucket ?? bucketFor(duration);
  return {
    title,
    ...readProfileLoad(file, readHistory),
    duration,
    bucket,
    controls: readControls(file),
  };
}
