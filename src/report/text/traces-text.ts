import { formatShare } from "../../wording/format-share.ts";
import { formatCount } from "../../wording/format-users.ts";
import { shellWord } from "../../wording/shell-word.ts";
import { inList } from "../../wording/wording.ts";

const SHOWN = 4;

/** What is told of a profile of traces. */
export interface TracesSummary {
  readonly requests: number;
  readonly spans: number;
  readonly endpoints: readonly unknown[];
  readonly stations: readonly { readonly name: string }[];
  readonly overlap: number;
  readonly incomplete: number;
}

/** What `headroom init` says of traces: what they held, and what to do with the model made of them. */
export function tracesText(
  { profile, files }: { readonly profile: TracesSummary; readonly files: readonly string[] },
  measured: boolean,
  folder: string,
): string {
  const { requests, spans, endpoints, stations, overlap, incomplete } = profile;
  const where = folder === "." ? "" : ` -C ${shellWord(folder)}`;
  const names = stations.slice(0, SHOWN).map(({ name }) => name);
  const more = stations.length - names.length;
  const model = "models/hypotheses/traces.yaml";
  const path = folder === "." ? model : `${folder}/${model}`;
  return [
    `Traces (${inList(files.slice(0, SHOWN))}${files.length > SHOWN ? ", …" : ""}): ${formatCount(requests)} requests of ${endpoints.length} ${endpoints.length === 1 ? "endpoint" : "endpoints"}, ${formatCount(spans)} spans; most time in ${inList(names)}${more > 0 ? ` (and ${more} more)` : ""}.`,
    ...(incomplete > 0 ? [`${formatCount(incomplete)} traces without a root were left out.`] : []),
    ...(overlap > 0.05
      ? [
          `Spans run side by side: own times are ${formatShare(overlap)} more than the answers took.`,
        ]
      : []),
    measured
      ? `A second platform model is in ${model}: headroom plan weighs both.`
      : `The platform model is in ${model}; its sizes are guesses until a load test is fitted: headroom simulate --model ${path} --prior --rate '10 req/s'. For headroom plan${where}, measure three loads or more and make the workspace again: headroom init results/ ${files[0] ?? "traces.json"}.`,
  ].join("\n");
}
