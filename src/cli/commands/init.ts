import { type Command, text } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { campaignPack, importGiven, importOptions, slugOf } from "../options/import-given.ts";
import { printResult } from "../print-result.ts";

/** A workspace that is ready for `headroom plan`, made from load-test results. */
export const initCommand: Command = {
  usage: "init <results..>",
  summary: "Makes a workspace from load-test results: data, policy, a platform model, what-ifs",
  options: (yargs) =>
    importOptions(yargs).positional("results", {
      type: "string",
      describe: "Files and folders; - is standard input",
    }),
  examples: [
    ["headroom init results/ -C shop", "makes the folder shop; then headroom plan -C shop"],
    ["headroom init u50_stats.csv u100_stats.csv", "single files, in this folder"],
  ],
  run: async (args, world) => {
    const { join, relative, resolve, sep } = await import("node:path");
    const root = resolve(world.cwd, text(args, "workspace") ?? ".");
    const { requireNew } = await import("../../io/require-new.ts");
    const another = "work in it, or name another folder with -C";
    // Before anything is read: importing may take a while.
    requireNew([join(root, "headroom.yaml")], world.cwd, "is a workspace already", another);
    const given = await importGiven(args, world);
    const { campaign, findings, leftOut } = given.imported;
    const files = await workspacePack(given, root);
    const kept = "it is not overwritten; move it away, or name another folder with -C";
    requireNew(
      files.map(({ path }) => path),
      world.cwd,
      "is there already",
      kept,
    );
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    writeAtomically(files);
    const { audit } = await import("../../measurement/audit.ts");
    const { initText } = await import("../../report/text/init-text.ts");
    const { program } = await import("../../io/program.ts");
    const { fileLines } = await import("../../ingest/file-lines.ts");
    const done = fileLines(given.imported);
    const shown = (path: string) => (relative(world.cwd, path) || ".").split(sep).join("/");
    const audited = audit(campaign);
    const data = {
      schema: 1,
      program: program(),
      workspace: shown(root),
      campaign,
      notices: findings,
      audit: audited,
      leftOut,
      files: done,
      outputs: files.map(({ path }) => shown(path)),
    };
    await printResult(args, world, data, () =>
      [
        ...done,
        "",
        initText({ campaign, audit: audited, leftOut: leftOut.length, folder: shown(root) }),
      ].join("\n"),
    );
    return exitCode.done;
  },
};

async function workspacePack(given: Parameters<typeof campaignPack>[0], root: string) {
  const { join } = await import("node:path");
  const { defaultPolicy } = await import("../../limits/policy.ts");
  const { policyYaml } = await import("../../workspace/policy-yaml.ts");
  const { starterPlatform } = await import("../../workspace/starter-platform.ts");
  const { starterScenarios } = await import("../../workspace/starter-scenarios.ts");
  const { workspaceYaml } = await import("../../workspace/workspace-yaml.ts");
  const { workspaceSchema } = await import("../../workspace/parse-workspace.ts");
  const { jsonSchemas } = await import("../../workspace/json-schemas.ts");
  const { campaign } = given.imported;
  const data = `data/${slugOf(campaign.name)}`;
  const at = (...parts: string[]) => join(root, ...parts);
  const each = (folder: string, contents: Readonly<Record<string, string>>) =>
    Object.entries(contents).map(([file, content]) => ({ path: at(folder, file), content }));
  return [
    {
      path: at("headroom.yaml"),
      content: workspaceYaml(campaign.name, data, Object.keys(workspaceSchema.shape)),
    },
    ...(await campaignPack(given, at(data))),
    {
      path: at("models/policy.yaml"),
      content: policyYaml(
        defaultPolicy,
        campaign.levels.some((one) => one.tokenTimes !== undefined),
      ),
    },
    { path: at("models/hypotheses/platform.yaml"), content: starterPlatform(campaign) },
    ...each("models/scenarios", starterScenarios(campaign)),
    ...each("models/schema", jsonSchemas()),
  ];
}
