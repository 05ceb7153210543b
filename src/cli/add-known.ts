/** Puts further facts into the headroom.yaml of a workspace that is there. */

import { relative, sep } from "node:path";
import type { KnownFacts } from "../platform/known-facts.ts";
import { shellWord } from "../wording/shell-word.ts";
import type { Arguments } from "./command.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import type { AddedFacts } from "./outputs/init-output.ts";
import { workspaceRoot } from "./plan-workspace.ts";
import { printResult } from "./print-result.ts";
import { UsageError } from "./usage-error.ts";
import type { World } from "./world.ts";

/**
 * @throws UsageError where there is nothing to add
 * @throws InputError where there is no workspace, or a faulty one: it stays as it is
 */
export async function addKnown(told: KnownFacts, args: Arguments, world: World): Promise<ExitCode> {
  if (Object.keys(told).length === 0) {
    throw new UsageError(
      "there are no results to make a workspace of",
      "name files or folders of load-test results; or, in a workspace, what is known, e.g. --pool 50",
    );
  }
  const root = await workspaceRoot(args, world);
  const { loadWorkspace } = await import("../io/load-workspace.ts");
  const { keepKnown } = await import("../io/keep-known.ts");
  const { program } = await import("../io/program.ts");
  const { audit } = await import("../measurement/audit.ts");
  const { observations } = await import("../measurement/observations.ts");
  const { trustedFacts } = await import("../planning/fit/trusted-facts.ts");
  const { knownLines } = await import("../report/text/init-text.ts");
  // A file that cannot be read is not changed.
  const { campaign, known: before } = await loadWorkspace(root, world.cwd, noModels);
  const path = keepKnown(root, told);
  const redLine = { ...before.redLine, ...told.redLine };
  const known = { ...before, ...told, ...(Object.keys(redLine).length > 0 ? { redLine } : {}) };
  const audited = audit(campaign);
  const { findings } = trustedFacts(known, observations(campaign, audited), audited);
  const shown = (one: string) => (relative(world.cwd, one) || ".").split(sep).join("/");
  const folder = shown(root);
  const data = {
    schema: 1 as const,
    program: program(),
    workspace: folder,
    known,
    doubts: findings,
    outputs: [shown(path)],
  };
  const where = folder === "." ? "" : ` -C ${shellWord(folder)}`;
  await printResult<AddedFacts>(args, world, data, () =>
    [...knownLines(known, findings), `It stands in ${shown(path)}: headroom plan${where}`].join(
      "\n",
    ),
  );
  return exitCode.done;
}

const noModels = { hypotheses: false, scenarios: false, improvements: false };
