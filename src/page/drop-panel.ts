/** A result file dropped on the page: its audit and its figures at once, a fit on request. */
import type { Told } from "../explore/asked.ts";
import type { ExploreInput } from "../explore/explore-input.ts";
import type { PageData } from "../explore/page-data.ts";
import { decodeText } from "../ingest/formats/text/decode-text.ts";
import { type ImportedCampaign, importCampaign } from "../ingest/import-campaign.ts";
import { audit } from "../measurement/audit.ts";
import { tooThinToFit } from "../planning/fit/too-thin-to-fit.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatShare } from "../wording/format-share.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatCount } from "../wording/format-users.ts";
import { button, element, table } from "./element.ts";
import type { Explorer } from "./explorer.ts";
import { Lane } from "./lane.ts";

/** More is for `headroom import`, which reads files of any size. */
const LARGEST = 64 * 1024 * 1024;

export function dropPanel(explorer: Explorer, url: string): HTMLElement {
  const input = element("input", {
    id: "file",
    attributes: { type: "file", multiple: true },
  });
  const body = element("div", { id: "dropped", attributes: { role: "status" } });
  const read = async (files: readonly File[]) => {
    if (files.length === 0) return;
    body.replaceChildren(...(await lookedAt(explorer, url, files, body)));
    body.scrollIntoView({ block: "nearest" });
  };
  input.addEventListener("change", () => void read([...(input.files ?? [])]));
  const over = (on: boolean) => document.body.classList.toggle("over", on);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) over(false);
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    void read([...(event.dataTransfer?.files ?? [])]);
  });
  return element(
    "section",
    { class: "card", attributes: { "aria-labelledby": "drop-title" } },
    element("h2", { id: "drop-title" }, "Another test result"),
    element(
      "p",
      { class: "quiet" },
      "Drop result files anywhere on this page (Locust, k6, JMeter, Gatling, wrk, …). They stay on this machine.",
    ),
    element("label", { attributes: { for: "file" }, class: "field" }, "or choose them", input),
    body,
  );
}

async function lookedAt(
  explorer: Explorer,
  url: string,
  files: readonly File[],
  body: HTMLElement,
): Promise<readonly Node[]> {
  const large = files.find(({ size }) => size > LARGEST);
  if (large !== undefined) {
    return [
      element(
        "p",
        { class: "problem" },
        `${large.name} is larger than 64 MB: headroom import reads it.`,
      ),
    ];
  }
  const texts = await Promise.all(
    files.map(async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return { name: file.name, text: decodeText(bytes).text };
    }),
  );
  const [first] = files;
  const parsed = importCampaign(first?.name.replace(/\.[^.]*$/, "") ?? "dropped", texts);
  if (!parsed.ok) {
    return parsed.problems.map(({ file, message, hint }) =>
      element("p", { class: "problem" }, `${file}: ${message}; ${hint}.`),
    );
  }
  explorer.look(parsed.value.campaign);
  return [...summary(parsed.value), fitControls(explorer, url, parsed.value, body)];
}

function summary({ campaign, leftOut }: ImportedCampaign): readonly Node[] {
  const { findings, grade } = audit(campaign);
  const time = (value: number | undefined) => (value === undefined ? "–" : formatDuration(value));
  return [
    element(
      "h3",
      {},
      `${campaign.name}: ${campaign.levels.length} ${campaign.levels.length === 1 ? "level" : "levels"}, grade ${grade.letter}`,
    ),
    element(
      "div",
      {
        class: "scroll",
        attributes: { tabindex: 0, role: "region", "aria-label": "Levels measured" },
      },
      table(
        "What was measured; the dots in the charts are these now",
        ["users", "throughput", "P50", "P95", "errors"],
        campaign.levels.map(({ users, throughput, responseTime, requests, failures }) => [
          formatCount(users),
          throughput === undefined ? "–" : formatThroughput(throughput),
          time(responseTime.p50),
          time(responseTime.p95),
          requests === undefined || failures === undefined || requests === 0
            ? "–"
            : formatShare(failures / requests),
        ]),
      ),
    ),
    element(
      "ul",
      {},
      ...findings.map(({ severity, message, remedy }) =>
        element("li", {}, element("strong", {}, severity), `: ${message} ${remedy}`),
      ),
      ...leftOut.map(({ file, message }) => element("li", {}, `Left out: ${file} ${message}`)),
    ),
  ];
}

function fitControls(
  explorer: Explorer,
  url: string,
  { campaign }: ImportedCampaign,
  body: HTMLElement,
): HTMLElement {
  const back = button("Back to the workspace", () => {
    explorer.look(null);
    body.replaceChildren();
  });
  const thin = tooThinToFit(campaign);
  if (thin !== null) {
    return element("div", {}, element("p", { class: "quiet" }, `No fit: ${thin}.`), back);
  }
  const bar = element("progress", { attributes: { max: 1, value: 0, "aria-label": "The fit" } });
  bar.hidden = true;
  const words = element("p", { class: "quiet" });
  const { input } = explorer.view.data;
  const start = (hypotheses: ExploreInput["hypotheses"]) => {
    bar.hidden = false;
    words.textContent = "Fitting in the background …";
    const done = (data: PageData) => {
      lane.end();
      explorer.open(data);
      words.textContent = `All answers are of ${data.input.campaign.name} now.`;
      bar.hidden = true;
    };
    const lane = new Lane(url, (told: Told) => {
      if (told.kind === "progress") bar.value = told.done;
      if (told.kind === "fitted") done(told.data);
      if (told.kind === "failed") {
        words.textContent = `${told.message}: nothing is fitted.`;
        bar.hidden = true;
        lane.end();
      }
    });
    const launch = null;
    lane.want([{ kind: "fit", input: { ...input, campaign, hypotheses, launch, accepted: [] } }]);
  };
  const alone = button("Fit it from the measurements alone", () => start([]));
  alone.id = "fit-alone";
  return element(
    "div",
    { class: "tools" },
    button("Fit it with the workspace's explanations", () => start(input.hypotheses)),
    alone,
    back,
    bar,
    words,
  );
}
