import { stringify } from "yaml";

/** What a manifest is made from. */
export interface ManifestInput {
  /** Grid file, seen from the folder that the shards share. */
  readonly grid: string;
  readonly shards: number;
  /** Container image that holds the program; unused by GitHub. */
  readonly image: string;
  /** Queue of Kueue that the Indexed Job is handed to; none without it. */
  readonly kueue?: string;
  /** The package as npm knows it, e.g. "headroom-planner@0.1.0". */
  readonly program: string;
}

export const manifestNames = ["kubernetes", "argo", "github"] as const;

export type ManifestName = (typeof manifestNames)[number];

/** Folder of the shared volume, in every container. */
const FOLDER = "/data";
const CLAIM = "sweeps";

/** A grid's name that no shell takes for anything else. */
const plainPath = /^[A-Za-z0-9][\w./-]*$/;

/**
 * What a scheduler needs to compute a sweep as so many shards, as YAML: a Kubernetes Indexed Job, an Argo workflow
 * or a workflow of GitHub Actions. The last two merge the shards as well.
 *
 * @throws RangeError for a grid's name with anything but letters, digits and ._-/ in it, or shards that are none
 */
export function sweepManifest(name: ManifestName, input: ManifestInput): string {
  if (!Number.isSafeInteger(input.shards) || input.shards < 1) {
    throw new RangeError(`shards must be a whole number, 1 or more, got ${input.shards}`);
  }
  if (!plainPath.test(input.grid)) {
    throw new RangeError(`grid must be a plain file name, e.g. grid.yaml, got "${input.grid}"`);
  }
  return stringify(manifestOf(name, input), { lineWidth: 0, aliasDuplicateObjects: false });
}

function manifestOf(name: ManifestName, input: ManifestInput): object {
  switch (name) {
    case "kubernetes":
      return indexedJob(input);
    case "argo":
      return argoWorkflow(input);
    case "github":
      return githubWorkflow(input);
  }
}

const volumes = [{ name: "data", persistentVolumeClaim: { claimName: CLAIM } }];
const volumeMounts = [{ name: "data", mountPath: FOLDER }];

/** The index comes from JOB_COMPLETION_INDEX. */
function indexedJob({ grid, shards, image, kueue }: ManifestInput): object {
  const container = {
    name: "sweep",
    image,
    workingDir: FOLDER,
    command: ["headroom", "sweep", grid, "--shard", `env/${shards}`],
    resources: { requests: { cpu: "2", memory: "1Gi" }, limits: { memory: "1Gi" } },
    volumeMounts,
  };
  const labels = kueue === undefined ? {} : { labels: { "kueue.x-k8s.io/queue-name": kueue } };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "headroom-sweep", ...labels },
    spec: {
      completionMode: "Indexed",
      completions: shards,
      parallelism: shards,
      backoffLimitPerIndex: 3,
      template: { spec: { restartPolicy: "Never", containers: [container], volumes } },
    },
  };
}

function argoWorkflow({ grid, shards, image }: ManifestInput): object {
  const place = { image, workingDir: FOLDER };
  const shard = { name: "shard", value: "{{item}}" };
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Workflow",
    metadata: { generateName: "headroom-sweep-" },
    spec: {
      entrypoint: "all",
      arguments: { parameters: [{ name: "shards", value: JSON.stringify(everyShard(shards)) }] },
      volumes,
      templates: [
        {
          name: "all",
          steps: [
            [
              {
                name: "shard",
                template: "shard",
                arguments: { parameters: [shard] },
                withParam: "{{workflow.parameters.shards}}",
              },
            ],
            [{ name: "merge", template: "merge" }],
          ],
        },
        {
          name: "shard",
          inputs: { parameters: [{ name: "shard" }] },
          container: {
            ...place,
            command: [
              "headroom",
              "sweep",
              grid,
              "--shard",
              `{{inputs.parameters.shard}}/${shards}`,
            ],
            volumeMounts,
          },
        },
        {
          name: "merge",
          container: {
            ...place,
            command: ["sh", "-c", `headroom ${mergeOf(grid, shards)}`],
            volumeMounts,
          },
        },
      ],
    },
  };
}

function githubWorkflow({ grid, shards, program }: ManifestInput): object {
  const name = resultsOf(grid);
  return {
    name: "sweep",
    on: "workflow_dispatch",
    jobs: {
      shard: {
        "runs-on": "ubuntu-latest",
        strategy: { matrix: { shard: everyShard(shards) } },
        steps: [
          { uses: "actions/checkout@v4" },
          { run: `npx ${program} sweep ${grid} --shard \${{ matrix.shard }}/${shards}` },
          {
            uses: "actions/upload-artifact@v4",
            with: { name: `shard-\${{ matrix.shard }}`, path: `${name}.shard-*.jsonl` },
          },
        ],
      },
      merge: {
        "runs-on": "ubuntu-latest",
        needs: "shard",
        steps: [
          { uses: "actions/download-artifact@v4", with: { "merge-multiple": true } },
          { run: `npx ${program} ${mergeOf(grid, shards)}` },
          {
            uses: "actions/upload-artifact@v4",
            with: { name, path: `${name}.jsonl` },
          },
        ],
      },
    },
  };
}

const everyShard = (shards: number) => Array.from({ length: shards }, (_, i) => i + 1);

/** Results are named after the grid, without its folder and ending. */
const resultsOf = (grid: string) => grid.replace(/^.*\//, "").replace(/\.ya?ml$/i, "");

const mergeOf = (grid: string, shards: number) =>
  `merge ${resultsOf(grid)}.shard-*-of-${shards}.jsonl -o ${resultsOf(grid)}.jsonl`;
