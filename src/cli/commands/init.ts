import type { KnownFacts } from "../../platform/known-facts.ts";
import { type Command, flag, text, texts } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { askKnown } from "../options/ask-known.ts";
import { campaignPack, importGiven, importOptions, slugOf } from "../options/import-given.ts";
import { knownGiven, knownOptions } from "../options/known-options.ts";
import type { MadeWorkspace } from "../outputs/init-output.ts";
import { printResult } from "../print-result.ts";

/** A workspace that is ready for `headroom plan`, made from load-test results; or further facts for one that is there. */
export const initCommand: Command = {
  usage: "init [results..]",
  summary:
    "Makes a workspace from load-test results and traces: data, policy, platform models, what-ifs",
  options: (yargs) =>
    knownOptions(importOptions(yargs)).positional("results", {
      type: "string",
      array: true,
      describe: "Files and folders; - is standard input; none: adds what is known to a workspace",
    }),
  examples: [
    ["headroom init results/ -C shop", "makes the folder shop; then headroom plan -C shop"],
    ["headroom init --pool 50 --think-time 1.4s -C shop", "what is known, said afterwards"],
  ],
  run: async (args, world) => {
    const told = await knownGiven(args);
    if (texts(args, "results").length === 0) {
      const { addKnown } = await import("../add-known.ts");
      return await addKnown(told, args, world);
    }
    const { join, relative, resolve, sep } = await import("node:path");
    const root = resolve(world.cwd, text(args, "workspace") ?? ".");
    const { requireNew } = await import("../../io/require-new.ts");
    const { settleWriting, writeAtomically } = await import("../../io/write-atomically.ts");
    settleWriting(root);
    const another =
      "work in it, or name another folder with -C; what is known is added by the same command without results";
    // Before anything is read: importing may take a while.
    requireNew([join(root, "headroom.yaml")], world.cwd, "is a workspace already", another);
    const given = await importGiven(args, world, true);
    const { campaign, findings, leftOut } = given.imported;
    const { audit } = await import("../../measurement/audit.ts");
    const { observations } = await import("../../measurement/observations.ts");
    const { platformEndpoints } = await import(
      "../../planning/fit/endpoints/platform-endpoints.ts"
    );
    const { trustedFacts } = await import("../../planning/fit/trusted-facts.ts");
    const audited = audit(campaign);
    const asking = flag(args, "json") || texts(args, "results").includes("-") ? noOne : world;
    const endpoints = platformEndpoints(campaign);
    const readsUnsaid = endpoints.length === 0 || endpoints.some(({ kind }) => kind === "mixed");
    const known = await askKnown(asking, told, audited, readsUnsaid);
    const doubts = trustedFacts(known, observations(campaign, audited), audited).findings;
    const files = await workspacePack(given, root, known);
    const kept = "it is not overwritten; move it away, or name another folder with -C";
    requireNew(
      files.map(({ path }) => path),
      world.cwd,
      "is there already",
      kept,
    );
    // The file that makes a workspace of it comes last.
    const [first, ...others] = files;
    writeAtomically([...others, ...(first === undefined ? [] : [first])]);
    const { initText } = await import("../../report/text/init-text.ts");
    const { program } = await import("../../io/program.ts");
    const { fileLines } = await import("../../ingest/file-lines.ts");
    const done = fileLines(given.imported);
    const shown = (path: string) => (relative(world.cwd, path) || ".").split(sep).join("/");
    const { tracesText } = await import("../../report/text/traces-text.ts");
    const result = {
      schema: 1 as const,
      program: program(),
      workspace: shown(root),
      campaign,
      notices: findings,
      audit: audited,
      known,
      doubts,
      leftOut,
      files: done,
      ...(given.traces === null ? {} : { traces: given.traces.profile }),
      outputs: files.map(({ path }) => shown(path)),
    };
    await printResult<MadeWorkspace>(args, world, result, () =>
      [
        ...(done.length === 0 ? [] : [...done, ""]),
        ...(campaign.levels.length === 0
          ? []
          : [
              initText({
                ...{ campaign, audit: audited, known, doubts },
                ...{ leftOut: leftOut.length, folder: shown(root) },
              }),
            ]),
        ...(given.traces === null
          ? []
          : [tracesText(given.traces, campaign.levels.length > 0, shown(root))]),
      ].join("\n"),
    );
    return exitCode.done;
  },
};

/** Results that come through standard input leave nobody to ask, and data is read by no person. */
const noOne = { stdout: () => {} };

async function workspacePack(
  given: Parameters<typeof campaignPack>[0],
  root: string,
  known: KnownFacts,
) {
  const { join } = await import("node:path");
  const { policyOfRedLine } = await import("../../workspace/policy-of-red-line.ts");
  const { policyYaml } = await import("../../workspace/policy-yaml.ts");
  const { starterPlatform } = await import("../../workspace/starter-platform.ts");
  const { tracePlatform } = await import("../../workspace/trace-platform.ts");
  const { testScale } = await import("../../workspace/test-scale.ts");
  const { starterScenarios } = await import("../../workspace/starter-scenarios.ts");
  const { workspaceYaml } = await import("../../workspace/workspace-yaml.ts");
  const { workspaceSchema } = await import("../../workspace/parse-workspace.ts");
  const { jsonSchemas } = await import("../../workspace/json-schemas.ts");
  const { campaign } = given.imported;
  const data = `data/${slugOf(campaign.name)}`;
  const at = (...parts: string[]) => join(root, ...parts);
  const each = (folder: string, contents: Readonly<Record<string, string>>) =>
    Object.entries(contents).map(([file, content]) => ({ path: at(folder, file), content }));
  const measured = campaign.levels.length > 0;
  return [
    {
      path: at("headroom.yaml"),
      content: workspaceYaml(campaign.name, data, Object.keys(workspaceSchema.shape), known),
    },
    ...(measured ? await campaignPack(given, at(data)) : []),
    {
      path: at("models/policy.yaml"),
      content: policyYaml(
        policyOfRedLine(known.redLine),
        "known",
        campaign.levels.some((one) => one.tokenTimes !== undefined),
      ),
    },
    ...(measured
      ? [{ path: at("models/hypotheses/platform.yaml"), content: starterPlatform(campaign) }]
      : []),
    ...(given.traces === null
      ? []
      : [
          {
            path: at("models/hypotheses/traces.yaml"),
            content: tracePlatform(campaign.name, given.traces.profile, testScale(campaign)),
          },
        ]),
    ...each("models/scenarios", starterScenarios(campaign)),
    ...each("models/schema", jsonSchemas()),
  ];
}
