import { chartEndingsInWords } from "../../io/chart-formats.ts";
import type { LimitReached } from "../../report/text/forecast-text.ts";
import type { Traffic } from "../../workspace/traffic/parse-traffic.ts";
import { type Arguments, type Command, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { chartOptions, chartOptionsOf, chartWriter } from "../options/chart-options.ts";
import type { ForecastOutput } from "../outputs/forecast-output.ts";
import { planOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** When growth meets the safe limit. */
export const forecastCommand: Command = {
  usage: "forecast <traffic>",
  summary:
    "The date on which growing traffic meets the safe limit, today's and after each scenario",
  options: (yargs) =>
    yargs
      .positional("traffic", {
        type: "string",
        describe:
          "CSV with time (or date) and users, rate (req/s) or sessions (an hour); - is standard input",
      })
      .option("think-time", valued("Between a reply and the next request (default: as measured)"))
      .option("requests-per-session", valued("Needed where the traffic is in sessions"))
      .option("horizon", valued('How far to look ahead, e.g. "400 days" (default: twice the data)'))
      .option(
        "output",
        valued(`A picture as well: a file that ends in ${chartEndingsInWords()}`, { alias: "o" }),
      )
      .option("size", chartOptions.size)
      .option("theme", chartOptions.theme),
  examples: [
    ["headroom forecast traffic.csv", "daily or hourly, users at once"],
    [
      "headroom forecast visits.csv --requests-per-session 25 -o forecast.svg",
      "sessions an hour, and a picture",
    ],
  ],
  run: async (args, world) => {
    const options = await optionsOf(args);
    const output = text(args, "output");
    const picture = output === undefined ? undefined : await chartWriter("-o", output);
    const drawn = await chartOptionsOf(args);
    const file = text(args, "traffic") ?? "";
    const traffic = await trafficOf(file, world);
    requireSession(traffic, options.requestsPerSession);
    const { forecast, horizon } = await forecastOf(file, traffic, options.horizon);
    const prepared = await prepare(args, world, { scenarios: true });
    const { cycle, reached, left } = await limitsOf(prepared, world, {
      traffic,
      forecast,
      options,
    });
    const { forecastText } = await import("../../report/text/forecast-text.ts");
    const words = {
      unit: traffic.unit,
      forecast,
      reached,
      cycle: traffic.unit === "users" ? null : await cycleSentence(cycle, options),
      notes: [...(await notesOf(traffic)), ...left],
    };
    if (picture !== undefined) {
      const { forecastChart } = await import("../../charts/forecast-chart.ts");
      await picture(forecastChart({ ...words, days: traffic.days }, drawn), world);
    }
    const { program, seed } = prepared.input;
    const { days: coming, ...rest } = forecast;
    const { formatDate } = await import("../../wording/format-date.ts");
    const dated = <T extends { readonly day: number }>({ day, ...one }: T) => {
      return { date: formatDate(day), ...one };
    };
    const date = (day: number | null) => (day === null ? null : formatDate(day));
    const data: ForecastOutput = {
      ...{ schema: 1 as const, program, seed, unit: traffic.unit, horizon },
      cycle,
      limits: reached.map(({ day, earliest, latest, met, ...one }) => {
        const dates = { date: date(day), earliest: date(earliest), latest: date(latest) };
        return { ...one, ...dates, met: { ...met, last: date(met.last) } };
      }),
      forecast: {
        ...rest,
        lastDay: formatDate(rest.lastDay),
        trend: {
          ...rest.trend,
          origin: formatDate(rest.trend.origin),
          outliers: rest.trend.outliers.map(dated),
        },
        days: coming.map(dated),
      },
      notes: words.notes,
      outputs: output === undefined ? [] : [output],
    };
    await printResult(args, world, data, () => forecastText(words));
    return exitCode.done;
  },
};

interface Options {
  readonly thinkTime?: number;
  readonly requestsPerSession?: number;
  /** Days. */
  readonly horizon?: number;
}

async function optionsOf(args: Arguments): Promise<Options> {
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  const read = (name: string, kind: "time" | "factor" | "span", example: string) => {
    const typed = text(args, name);
    if (typed === undefined) return undefined;
    try {
      return parseQuantity(typed, kind);
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      throw new UsageError(`--${name}: ${error.message}`, `e.g. --${name} ${example}`);
    }
  };
  const thinkTime = read("think-time", "time", "1.4s");
  const requestsPerSession = read("requests-per-session", "factor", "25");
  const horizon = read("horizon", "span", '"400 days"');
  const ahead = horizon === undefined ? undefined : Math.round(horizon / 86_400);
  if (ahead !== undefined && (ahead < 1 || ahead > MOST_DAYS)) {
    throw new UsageError("--horizon must be from 1 day to 10 years", 'e.g. --horizon "400 days"');
  }
  return {
    ...(thinkTime === undefined ? {} : { thinkTime }),
    ...(requestsPerSession === undefined ? {} : { requestsPerSession }),
    ...(ahead === undefined ? {} : { horizon: ahead }),
  };
}

const MOST_DAYS = 3650;
/** Where nobody says how far: a year at least, and twice what was measured up to five. */
const [LEAST_USUAL, MOST_USUAL] = [365, 1825];

function requireSession({ unit }: Traffic, requests: number | undefined): void {
  if (unit !== "sessions" || requests !== undefined) return;
  throw new UsageError(
    "the traffic is in sessions an hour, and nothing says what a session is",
    "say how many requests it sends, e.g. --requests-per-session 25",
  );
}

async function trafficOf(path: string, world: World): Promise<Traffic> {
  const { WorkspaceReader } = await import("../../io/workspace-reader.ts");
  const { parseTraffic } = await import("../../workspace/traffic/parse-traffic.ts");
  const reader = new WorkspaceReader(world.cwd, world.cwd);
  const traffic = reader.parse(path, parseTraffic);
  if (traffic === undefined) throw reader.failure();
  return traffic;
}

async function forecastOf(file: string, { days }: Traffic, asked: number | undefined) {
  const { forecastTraffic, LEAST_DAYS } = await import(
    "../../planning/forecast/forecast-traffic.ts"
  );
  const busy = days.filter(({ value }) => value > 0).length;
  if (busy < LEAST_DAYS) {
    const idle = days.length - busy;
    throw new UsageError(
      `${file}: a forecast needs ${LEAST_DAYS} days with traffic, got ${busy}${idle === 0 ? "" : ` (and ${idle} with none)`}`,
      "give daily or hourly figures of two weeks at least; some months of them tell a trend",
    );
  }
  const length = (days.at(-1)?.day ?? 0) - (days[0]?.day ?? 0);
  const usual = Math.min(Math.max(LEAST_USUAL, 2 * length), MOST_USUAL);
  const horizon = asked ?? usual;
  return { forecast: forecastTraffic(days, horizon), horizon };
}

type Found = Awaited<ReturnType<typeof forecastOf>>["forecast"];

async function limitsOf(
  prepared: Awaited<ReturnType<typeof prepare>>,
  world: World,
  {
    traffic,
    forecast,
    options,
  }: { readonly traffic: Traffic; readonly forecast: Found; readonly options: Options },
) {
  const { cycleOfPlan, usersPerTraffic } = await import(
    "../../planning/forecast/users-per-traffic.ts"
  );
  const { whenReached } = await import("../../planning/forecast/when-reached.ts");
  const input = { ...prepared.input, withoutIncidents: false };
  const { limits, points, scenarios } = await planOf({ ...prepared, input }, world);
  const cycle = cycleOfPlan(points, limits.safeLimit.value, options.thinkTime);
  const each = usersPerTraffic(traffic.unit, cycle, options.requestsPerSession);
  // Only what surely moves the limits has one of its own to be met.
  const told = scenarios.filter(({ verdict }) => verdict === "gains" || verdict === "loses");
  const states = [
    { title: "today", users: limits.safeLimit.value },
    ...told.map(({ title, limits: after }) => ({ title, users: after.safeLimit.value })),
  ];
  const reached = states.map(({ title, users }): LimitReached => {
    return { title, users, ...whenReached(forecast, traffic.days, users / each) };
  });
  const { endOfTests } = await import("../../report/text/forecast-text.ts");
  return { cycle, reached, left: [...endOfTests(limits), ...leftOut(scenarios)] };
}

async function cycleSentence(
  { thinkTime, responseTime }: { readonly thinkTime: number; readonly responseTime: number },
  { requestsPerSession }: Options,
): Promise<string> {
  const { formatDuration } = await import("../../wording/format-duration.ts");
  const session =
    requestsPerSession === undefined ? "" : `, ${requestsPerSession} requests in a session`;
  return `Users by Little's law: a request every ${formatDuration(thinkTime + responseTime)} (${formatDuration(thinkTime)} of thinking, ${formatDuration(responseTime)} of waiting at the safe limit)${session}.`;
}

/** What is not forecast, by why. */
function leftOut(
  scenarios: readonly { readonly title: string; readonly verdict: string }[],
): readonly string[] {
  return Object.entries(whyLeftOut).flatMap(([verdict, why]) => {
    const titles = scenarios.filter((one) => one.verdict === verdict).map(({ title }) => title);
    return titles.length === 0 ? [] : [`Not forecast, ${why}: ${titles.join("; ")}.`];
  });
}

const whyLeftOut = {
  refuses: "since it holds its limits by refusing requests",
  "cannot tell": "since the data do not tell what it does to the limits",
  "no gain": "since it gains nothing",
  "no change": "since it changes nothing",
} as const;

async function notesOf({ hourly, partial }: Traffic): Promise<readonly string[]> {
  const { formatDate } = await import("../../wording/format-date.ts");
  return [
    ...(hourly ? ["Each day counts with its highest hour."] : []),
    ...(partial.length === 0
      ? []
      : [`Left out as incomplete: ${partial.map(formatDate).join(", ")}.`]),
  ];
}
