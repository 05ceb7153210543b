/** The pictures: those in sight follow every step, the others when they come into sight. */
import type { ThemeName } from "../charts/layers/theme.ts";
import { changeRows, limitsLegend, limitsTo, todayRows } from "../explore/charts/limits-rows.ts";
import { type ChartName, chartRows } from "../explore/charts/page-charts.ts";
import type { ChartRows, Shown } from "../explore/charts/shown.ts";
import { curveCsv } from "../explore/csv.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatShort } from "../wording/format-interval.ts";
import { formatShare } from "../wording/format-share.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatCount } from "../wording/format-users.ts";
import { ChartView } from "./chart-view.ts";
import { download, fileName } from "./download.ts";
import { button, element, table } from "./element.ts";
import { type Explorer, titleOf, type View } from "./explorer.ts";

interface Picture {
  readonly name: ChartName;
  readonly title: string;
  readonly says: string;
}

const pictures: readonly Picture[] = [
  { name: "zones", title: "P95 and zones", says: "P95 response time against users, with zones" },
  { name: "throughput", title: "Throughput", says: "Throughput against users" },
  {
    name: "limits",
    title: "Breaking point by explanation",
    says: "Breaking point before and after under each explanation",
  },
  {
    name: "percentiles",
    title: "Response times",
    says: "P50, P95 and P99 against users; dots: measured P95",
  },
  {
    name: "utilization",
    title: "What is in use",
    says: "Utilization of stations and pools against users",
  },
];

const HEIGHT = 252;
const ROW = 46;

interface Drawn {
  readonly picture: Picture;
  readonly view: ChartView;
  readonly host: HTMLElement;
  readonly legend: HTMLElement;
  inSight: boolean;
  stale: boolean;
}

/** Quiet after which those out of sight are drawn, too. */
const QUIET_MS = 400;

/** @param onDrawn told when a picture begins to be drawn that is drawn now, as `performance.now` counts */
export function chartsPanel(explorer: Explorer, onDrawn: (started: number) => void): HTMLElement {
  const all = pictures.map((picture): Drawn => made(picture));
  let current = explorer.view;
  let asked = 0;
  let later: ReturnType<typeof setTimeout> | undefined;
  const give = (some: readonly Drawn[]) => {
    const shown = shownOf(current);
    for (const one of some) {
      one.stale = false;
      const rows = rowsOf(one.picture.name, shown, current);
      one.view.give(rows);
      legendOf(one.legend, rows);
    }
    return Promise.all(some.map(({ view }) => view.draw()));
  };
  const grid = element(
    "div",
    { class: "charts" },
    ...all.map((one) => cardOf(one, () => give([one]))),
  );
  const render = async () => {
    asked = 0;
    const started = performance.now();
    await give(all.filter(({ inSight, stale }) => inSight && stale));
    onDrawn(started);
    clearTimeout(later);
    later = setTimeout(() => void give(all.filter(({ stale }) => stale)), QUIET_MS);
  };
  const soon = () => {
    if (asked === 0) asked = requestAnimationFrame(() => void render());
  };
  explorer.onChange((view) => {
    current = view;
    for (const one of all) one.stale = true;
    soon();
  });
  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const one = all.find(({ host }) => host === target);
      if (one !== undefined) one.inSight = isIntersecting;
    }
    soon();
  });
  const resized = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const one = all.find(({ host }) => host === target);
      if (one === undefined || contentRect.width < 1) continue;
      one.view.size(contentRect.width, heightOf(one.picture.name, current));
      one.stale = true;
    }
    soon();
  });
  for (const { host } of all) {
    sight.observe(host);
    resized.observe(host);
  }
  const recolor = () => {
    for (const one of all) {
      one.view.colors(themeNow());
      one.stale = true;
    }
    soon();
  };
  recolor();
  addEventListener("beforeprint", () => void give(all));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolor);
  document.addEventListener("themechange", recolor);
  return element(
    "section",
    { attributes: { "aria-labelledby": "charts-title" } },
    element("h2", { id: "charts-title", class: "quiet" }, "What it would look like"),
    grid,
    figuresDetails(explorer),
  );
}

export function themeNow(): ThemeName {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function made(picture: Picture): Drawn {
  const host = element("div", {
    class: "picture",
    id: `chart-${picture.name}`,
  });
  return {
    picture,
    host,
    view: new ChartView(host, picture.name, picture.says),
    legend: element("ul", { class: "legend" }),
    inSight: true,
    stale: true,
  };
}

/** @param refresh draws what may have been out of sight */
function cardOf(
  { picture, view, host, legend }: Drawn,
  refresh: () => Promise<unknown>,
): HTMLElement {
  const { title, name } = picture;
  const svg = async () => {
    await refresh();
    download(fileName(name, "svg"), "image/svg+xml", await view.svg());
  };
  const png = async () => {
    await refresh();
    const blob = await view.png();
    if (blob !== null) download(fileName(name, "png"), "image/png", blob);
  };
  return element(
    "figure",
    { class: `card ${name}` },
    element(
      "figcaption",
      {},
      element("h3", {}, title),
      element(
        "span",
        { class: "tools" },
        button("SVG", () => void svg(), `Download ${title} as SVG`),
        button("PNG", () => void png(), `Download ${title} as PNG`),
      ),
    ),
    host,
    legend,
  );
}

function rowsOf(name: ChartName, shown: Shown, view: View): ChartRows {
  if (name !== "limits") return chartRows(name, shown);
  const { explained, setting, data } = view;
  const rows =
    explained?.scenario == null
      ? todayRows(explained?.explanations ?? data.explanations)
      : changeRows(explained.scenario.perHypothesis, setting.levers.length);
  const waits = explained === null;
  return {
    tables: { row: rows },
    signals: { xMax: limitsTo(rows) },
    legend: limitsLegend(setting.levers.length > 0, waits),
  };
}

function heightOf(name: ChartName, { data }: View): number {
  return name === "limits"
    ? Math.max(HEIGHT, 60 + ROW * Math.min(8, data.explanations.length))
    : HEIGHT;
}

function legendOf(list: HTMLElement, { legend }: ChartRows): void {
  const key = JSON.stringify(legend);
  if (list.dataset["key"] === key) return;
  list.dataset["key"] = key;
  list.replaceChildren(
    ...legend.map(({ text, color, mark }) =>
      element("li", {}, element("span", { class: `swatch ${color} ${mark}` }), text),
    ),
  );
}

function shownOf(view: View): Shown {
  const { data, setting, before, after, settled, kept, dropped } = view;
  const campaign = dropped ?? data.input.campaign;
  return {
    campaign,
    incidents: dropped === null ? data.incidents : [],
    policy: setting.policy,
    ...{ before, after, settled },
    moved: setting.levers.length > 0,
    kept: kept.map(({ title, after: one }) => ({ title, after: one })),
    usersTo: usersTo(view),
  };
}

/** A little past what was measured and past the breaking points, and never past the predictions. */
function usersTo({ data, before, after, kept }: View): number {
  const measured = data.input.campaign.levels.at(-1)?.users ?? 1;
  const ends = [before, after, ...kept.map((one) => one.after)].map(
    ({ limits: { breakingPoint } }) => breakingPoint.value ?? breakingPoint.searchedTo,
  );
  const wanted = Math.max(1.15 * measured, ...ends.map((end) => 1.15 * end));
  const step = Math.max(1, 10 ** Math.floor(Math.log10(wanted)) / 2);
  const drawnTo = after.points.at(-1)?.users ?? data.maxUsers;
  return Math.min(drawnTo, Math.ceil(wanted / step) * step);
}

function figuresDetails(explorer: Explorer): HTMLElement {
  const body = element("div", {
    class: "scroll",
    attributes: { tabindex: 0, role: "region", "aria-label": "Figures of the curves" },
  });
  const details = element(
    "details",
    { class: "card" },
    element("summary", {}, "The curves as a table"),
    button("Download as CSV", () => {
      const { after, before, kept, setting, data } = explorer.view;
      const name = titleOf(setting);
      const curves = [
        ...(setting.levers.length > 0 ? [{ name: "as it is", points: before.points }] : []),
        { name, points: after.points },
        ...kept.map((one) => ({ name: one.title, points: one.after.points })),
      ];
      download(fileName(`${data.input.campaign.name} curves`, "csv"), "text/csv", curveCsv(curves));
    }),
    body,
  );
  const fill = ({ after, setting }: View) => {
    if (!details.open) return;
    const { points } = after;
    body.replaceChildren(
      table(
        `${titleOf(setting)}, in brackets the 90 % interval`,
        ["users", "throughput", "mean", "P50", "P95", "P99", "errors", "zone"],
        points.map((point) => [
          formatCount(point.users),
          formatShort(point.throughput, formatThroughput),
          ...(["mean", "p50", "p95", "p99"] as const).map((name) =>
            formatShort(point.responseTime[name], formatDuration),
          ),
          formatShort(point.errorRate, formatShare),
          point.zone,
        ]),
      ),
    );
  };
  explorer.onChange(fill);
  details.addEventListener("toggle", () => fill(explorer.view));
  return details;
}
