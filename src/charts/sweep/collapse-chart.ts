/** The map of collapse: after which spikes a platform stays down, for each setting of its clients. */
import type { LoadUnit } from "../../simulation/course/profile.ts";
import type { ClientSettings, CollapseMap } from "../../sweep/results/collapse-map.ts";
import { formatShare } from "../../wording/format-share.ts";
import { chartFrame } from "../layers/chart-frame.ts";
import { chartLayout } from "../layers/chart-layout.ts";
import type { ChartSpec } from "../layers/chart-spec.ts";
import { type ChartOptions, chartTheme } from "../layers/theme.ts";
import { type HeatRow, heatLayers } from "./heat-layers.ts";
import { figureWords, inOrderOfSize, settingTitle, settingWords } from "./setting-words.ts";

const ROW_HEIGHT = 28;
const LEAST_HEIGHT = 60;
const LEAST_WIDTH = { page: 120, slide: 120, column: 60 } as const;

/** Fields across all panels up to which each says its value: as wide as "100 %". */
const WORDS_WIDTH = 30;

export function collapseChart(
  map: CollapseMap,
  { title, unit }: { readonly title: string; readonly unit: LoadUnit },
  options: ChartOptions = {},
): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const { cells } = map;
  const words = (name: "load" | "length" | "timeOut" | "attempts") =>
    inOrderOfSize(cells.map((cell) => cell[name])).map((value) => settingWords(name, value));
  const [loads, lengths, timeOuts, attempts] = [
    words("load"),
    words("length"),
    words("timeOut"),
    words("attempts"),
  ];
  const fields = cells.map(
    (cell): HeatRow => ({
      x: settingWords("load", cell.load),
      y: settingWords("length", cell.length),
      value: cell.staysDown,
      text: figureWords("staysDown", cell.staysDown),
      timeOut: settingWords("timeOut", cell.timeOut),
      attempts: settingWords("attempts", cell.attempts),
    }),
  );
  const width = Math.max(LEAST_WIDTH[layout.size], Math.floor(layout.plotWidth / timeOuts.length));
  return {
    ...chartFrame(theme, { title: findingOf(map), subtitle: subtitleOf(title, map) }, layout),
    data: { values: fields },
    facet: {
      column: {
        field: "timeOut",
        type: "ordinal",
        sort: timeOuts,
        header: headerOf("Time-out", theme.ink),
      },
      row: {
        field: "attempts",
        type: "ordinal",
        sort: attempts,
        header: headerOf("Tries in all", theme.ink),
      },
    },
    spec: {
      width,
      height: Math.max(LEAST_HEIGHT, ROW_HEIGHT * lengths.length),
      layer: heatLayers(
        {
          ...{ x: loads, y: lengths, domain: [0, 1], texts: width >= WORDS_WIDTH * loads.length },
          xTitle: settingTitle("load", unit),
          yTitle: "Spike",
        },
        theme,
      ),
    },
  };
}

const headerOf = (title: string, color: string) => ({
  title,
  labelColor: color,
  titleColor: color,
  labelFontSize: 13,
  titleFontSize: 13,
  titleFontWeight: "normal",
  labelAngle: 0,
  labelPadding: 8,
});

function findingOf({ never, verdicts }: CollapseMap): string {
  if (never.length === verdicts.length)
    return "No run stayed down after a spike, whatever the clients did";
  if (never.length === 0) {
    return "A spike can take the platform down for good with every setting of the clients";
  }
  return `No spike keeps the platform down with ${safeClients(never, verdicts)}`;
}

/** By time-out: "a time-out of 1 s and 1 try, or of 2 s". */
function safeClients(never: readonly ClientSettings[], all: readonly ClientSettings[]): string {
  const timeOuts = inOrderOfSize(never.map(({ timeOut }) => timeOut));
  const parts = timeOuts.map((timeOut) => {
    const of = (list: readonly ClientSettings[]) =>
      list.filter((one) => one.timeOut === timeOut).map(({ attempts }) => attempts);
    const [safe, tried] = [of(never), of(all)];
    const patience =
      timeOut === 0
        ? "clients that never give up"
        : timeOut === null
          ? "clients as they are"
          : `a time-out of ${settingWords("timeOut", timeOut)}`;
    const tries = inOrderOfSize(safe).map((one) => settingWords("attempts", one));
    return safe.length === tried.length
      ? patience
      : `${patience} and ${tries.join(" or ")} tries in all`;
  });
  const [last = ""] = parts.slice(-1);
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(", ")} or ${last}`;
}

function subtitleOf(title: string, { never, cells }: CollapseMap): string {
  const runs = Math.max(...cells.map((cell) => cell.runs));
  const atMost = never.reduce((most, verdict) => Math.max(most, verdict.atMost), 0);
  const bound =
    never.length === 0
      ? ""
      : ` Never means in none of their runs: the true share is at most ${formatShare(atMost)} at 90 % confidence.`;
  return `${title}. Share of runs that answer less than half of the requests at the end of the watch, up to ${runs} runs a field; the stronger the tint, the more.${bound}`;
}
