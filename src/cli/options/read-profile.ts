/** A profile file, with the measured run that it may replay beside it. */
import { dirname, join } from "node:path";
import type { Parsed } from "../../ingest/problem.ts";
import type { WorkspaceReader } from "../../io/workspace-reader.ts";
import type { Profile } from "../../simulation/course/profile.ts";
import { type LoadProfile, replayedUsers } from "../../simulation/load/load-profile.ts";

/** @throws InputError naming every fault of the profile, or of the history that it names */
export async function readProfile(path: string, reader: WorkspaceReader): Promise<Profile> {
  const { parseProfile } = await import("../../workspace/profile/parse-profile.ts");
  const { readLocustHistory } = await import("../../ingest/formats/locust/locust-history.ts");
  const parseHistory = (text: string, name: string): Parsed<LoadProfile> => {
    const parsed = readLocustHistory({ name, text });
    if (!parsed.ok) return parsed;
    const { points } = parsed.value;
    if (points.length > 0) return { ok: true, value: replayedUsers(points) };
    const hint = "use the history of a run that sent requests";
    const problem = { file: name, line: 1, column: 1, message: "holds no second of a run", hint };
    return { ok: false, problems: [problem] };
  };
  // Read once, though the profile is looked at twice.
  const read = new Map<string, LoadProfile | undefined>();
  const readHistory = (named: string) => {
    if (!read.has(named)) {
      read.set(named, reader.parse(join(dirname(path), named), parseHistory));
    }
    return read.get(named);
  };
  const profile = reader.parse(path, (text, file) => parseProfile(text, file, readHistory));
  if (profile === undefined) throw reader.failure();
  return profile;
}
