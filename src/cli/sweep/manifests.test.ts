/** The manifests that the program writes and docs/sweep.md shows: what schedulers accept, and what comes of them. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { type manifestNames, sweepManifest } from "../../workspace/sweep/sweep-manifests.ts";
import { runInside } from "../testing/run-inside.ts";
import { shardOf } from "./sweep-options.ts";

const docs = readFileSync(new URL("../../../docs/sweep.md", import.meta.url), "utf8");
const blocks = [...docs.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => parse(text));
const [job, argo, github] = blocks;

/** What the docs say that was typed for each. */
const typed = [...docs.matchAll(/^headroom (sweep grid\.yaml --manifest .*)$/gm)].map(
  ([, line = ""]) => line.split(/\s+/),
);

const text = z.string().min(1);
/** RFC 1123, as Kubernetes wants names. */
const name = z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
const mounts = z.array(z.strictObject({ name, mountPath: z.string().startsWith("/") }));
const volumes = z.array(
  z.strictObject({ name, persistentVolumeClaim: z.strictObject({ claimName: name }) }),
);
const quantity = z.string().regex(/^\d+(\.\d+)?(m|[KMGT]i?)?$/);
const amounts = z.strictObject({ cpu: quantity.optional(), memory: quantity.optional() });
const container = z.strictObject({
  image: text,
  workingDir: text,
  command: z.array(text),
  volumeMounts: mounts,
});

/** batch/v1 Job, of the Kubernetes API reference: the fields that are used, no others. */
const jobSchema = z.strictObject({
  apiVersion: z.literal("batch/v1"),
  kind: z.literal("Job"),
  metadata: z.strictObject({ name, labels: z.record(z.string(), name).optional() }),
  spec: z.strictObject({
    completionMode: z.enum(["Indexed", "NonIndexed"]),
    completions: z.number().int().positive(),
    parallelism: z.number().int().positive(),
    backoffLimitPerIndex: z.number().int().nonnegative(),
    template: z.strictObject({
      spec: z.strictObject({
        restartPolicy: z.enum(["Never", "OnFailure"]),
        containers: z.array(
          container.extend({
            name,
            resources: z.strictObject({ requests: amounts, limits: amounts }),
          }),
        ),
        volumes,
      }),
    }),
  }),
});

const parameter = z.strictObject({ name: text, value: text.optional() });

/** argoproj.io/v1alpha1 Workflow, likewise. */
const argoSchema = z.strictObject({
  apiVersion: z.literal("argoproj.io/v1alpha1"),
  kind: z.literal("Workflow"),
  metadata: z.strictObject({ generateName: text }),
  spec: z.strictObject({
    entrypoint: text,
    arguments: z.strictObject({ parameters: z.array(parameter) }),
    volumes,
    templates: z.array(
      z.strictObject({
        name,
        inputs: z.strictObject({ parameters: z.array(parameter) }).optional(),
        container: container.optional(),
        steps: z
          .array(
            z.array(
              z.strictObject({
                name,
                template: name,
                arguments: z.strictObject({ parameters: z.array(parameter) }).optional(),
                withParam: text.optional(),
              }),
            ),
          )
          .optional(),
      }),
    ),
  }),
});

const step = z.union([
  z.strictObject({ run: text }),
  z.strictObject({
    uses: text,
    with: z.record(z.string(), z.union([z.string(), z.boolean()])).optional(),
  }),
]);

/** A workflow of GitHub Actions, by its syntax reference, likewise. */
const githubSchema = z.strictObject({
  name: text,
  on: text,
  jobs: z.record(
    text,
    z.strictObject({
      "runs-on": text,
      needs: text.optional(),
      strategy: z
        .strictObject({ matrix: z.strictObject({ shard: z.array(z.number().int().positive()) }) })
        .optional(),
      steps: z.array(step),
    }),
  ),
});

const world = (env: Record<string, string>) => ({
  cwd: ".",
  env,
  stdout: () => {},
  stderr: () => {},
  terminal: false,
});

const everyShard = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => ({ index, of: 8 }));

describe("the manifests of the docs", () => {
  it("are three, each as the command writes it", async () => {
    const written = await Promise.all(typed.map((args) => runInside(".", args)));
    expect(written.map(({ stdout }) => parse(stdout))).toEqual(blocks);
    expect(blocks).toHaveLength(3);
  });

  it("fit their schemas for any number of shards and any grid", () => {
    const path = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,20}\.ya?ml$/);
    const input = fc.record({
      grid: fc.oneof(
        path,
        path.map((name) => `grids/${name}`),
      ),
      shards: fc.integer({ min: 1, max: 300 }),
      image: fc.constant("registry.example/headroom:0.1.0"),
      program: fc.constant("headroom-planner@0.1.0"),
    });
    fc.assert(
      fc.property(input, fc.boolean(), (given, queued) => {
        const made = (which: (typeof manifestNames)[number]) =>
          parse(sweepManifest(which, { ...given, ...(queued ? { kueue: "planning" } : {}) }));
        const { spec } = jobSchema.parse(made("kubernetes"));
        expect(spec.completions).toBe(given.shards);
        const list = argoSchema.parse(made("argo")).spec.arguments.parameters[0]?.value ?? "";
        expect(JSON.parse(list)).toHaveLength(given.shards);
        const { jobs } = githubSchema.parse(made("github"));
        expect(jobs["shard"]?.strategy?.matrix.shard).toHaveLength(given.shards);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [["--manifest", "nomad", "--shards", "8"], /--manifest must be kubernetes, argo, github/],
    [["--manifest", "argo", "--shards", "8"], /needs the container image/],
    [["--manifest", "github"], /needs how many shards/],
    [["--manifest", "github", "--shards", "8", "--kueue", "A b"], /--kueue must be a name/],
  ])("are refused for %s", async (args, words) => {
    const { status, stderr } = await runInside(".", ["sweep", "grid.yaml", ...args]);
    expect(status).toBe(2);
    expect(stderr).toMatch(words);
  });

  it("take no grid whose name a shell would read as more", async () => {
    const args = ["sweep", "a;b.yaml", "--manifest", "github", "--shards", "2"];
    const { status, stderr } = await runInside(".", args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/grid must be a plain file name/);
  });

  it("give every pod of an Indexed Job a shard of its own, to a Kueue queue", () => {
    const { metadata, spec } = jobSchema.parse(job);
    expect(Object.keys(metadata.labels ?? {})).toContain("kueue.x-k8s.io/queue-name");
    expect(spec.completionMode).toBe("Indexed");
    const [first] = spec.template.spec.containers;
    const option = first?.command.at(-1);
    const shards = Array.from({ length: spec.completions }, (_, index) =>
      shardOf({ shard: option }, world({ JOB_COMPLETION_INDEX: String(index) })),
    );
    expect(shards).toEqual(everyShard);
    const used = first?.volumeMounts.map((mount) => mount.name);
    expect(used).toEqual(spec.template.spec.volumes.map((volume) => volume.name));
  });

  it("give every item of Argo's list a shard, and merge them all", () => {
    const { spec } = argoSchema.parse(argo);
    const names = spec.templates.map((template) => template.name);
    expect(names).toContain(spec.entrypoint);
    const steps = spec.templates.flatMap((template) => template.steps ?? []).flat();
    expect(steps.filter((one) => !names.includes(one.template))).toEqual([]);
    const list: unknown = JSON.parse(spec.arguments.parameters[0]?.value ?? "");
    const command = spec.templates.find((template) => template.name === "shard")?.container
      ?.command;
    const shards = z
      .array(z.number())
      .parse(list)
      .map((item) =>
        shardOf(
          { shard: command?.at(-1)?.replace("{{inputs.parameters.shard}}", String(item)) },
          world({}),
        ),
      );
    expect(shards).toEqual(everyShard);
  });

  it("give every job of GitHub's matrix a shard, and merge them all", () => {
    const { jobs } = githubSchema.parse(github);
    const run = z.strictObject({ run: text }).parse(jobs["shard"]?.steps[1]).run;
    const shards = jobs["shard"]?.strategy?.matrix.shard.map((item) =>
      shardOf(
        { shard: run.replace(/.*--shard /, "").replace(/\$\{\{.*\}\}/, String(item)) },
        world({}),
      ),
    );
    expect(shards).toEqual(everyShard);
    expect(jobs["merge"]?.needs).toBe("shard");
  });

  it("know every option and command that the docs name", async () => {
    for (const command of ["sweep", "merge", "worker"]) {
      const { stdout } = await runInside(".", [command, "--help"]);
      const named = [...docs.matchAll(new RegExp(`^headroom ${command} (.*)$`, "gm"))];
      const options = named.flatMap(([, rest = ""]) => rest.match(/--[a-z-]+/g) ?? []);
      expect(options.filter((option) => !stdout.includes(option))).toEqual([]);
    }
  });
});
