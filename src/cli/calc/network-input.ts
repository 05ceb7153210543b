/** Networks from the command line: a file, or stations given one by one. */

import type { Parsed } from "../../ingest/problem.ts";
import type { ClosedNetwork, NetworkStation } from "../../textbook/closed/closed-network.ts";
import { InputError } from "../../workspace/input-error.ts";
import type { TypedStation } from "../../workspace/network/network-station.ts";
import type { TypedNetwork } from "../../workspace/network/parse-closed-network.ts";
import { UsageError } from "../usage-error.ts";
import type { Values } from "./calc-model.ts";

/** The stations given as options, in their order. */
export async function stationOptions(
  values: Values,
  option: string,
): Promise<readonly TypedStation[]> {
  const { parseStationOption, StationError } = await import(
    "../../workspace/network/network-station.ts"
  );
  return values.texts(option).map((typed) => {
    try {
      return parseStationOption(typed);
    } catch (error) {
      if (!(error instanceof StationError)) throw error;
      const hint = `e.g. --${option} "pool, servers=10, service-time=65 ms"`;
      throw new UsageError(`--${option}: ${error.message}`, hint);
    }
  });
}

/** The same as stations of a closed network. */
export async function closedStations(
  values: Values,
  option: string,
): Promise<readonly NetworkStation[]> {
  const { stationOf } = await import("../../workspace/network/network-station.ts");
  const typed = await stationOptions(values, option);
  return typed.map((station) => {
    const made = stationOf(station);
    if ("hint" in made) throw new UsageError(`--${option}: ${made.message}`, made.hint);
    return made;
  });
}

/** The parsed file, if one is named. @throws InputError with every fault at its line */
export async function parsedFile<T>(
  values: Values,
  parser: (text: string, file: string) => Parsed<T>,
): Promise<T | undefined> {
  const file = await values.file();
  if (file === undefined) return undefined;
  const parsed = parser(file.text, file.shown);
  if (!parsed.ok) throw new InputError(parsed.problems, { [file.shown]: file.text });
  return parsed.value;
}

/** @throws UsageError where a network comes in no way, or in two */
export function oneWay(file: boolean, options: boolean, model: string, what = "--station"): void {
  if (file !== options) return;
  throw new UsageError(
    file ? `a file and ${what} are given together` : "the network is missing",
    `name a file, or give ${what}; see headroom calc ${model} --help`,
  );
}

/** A closed network of one class or several, from a file or from options. */
export async function closedNetworkInput(values: Values, model: string): Promise<TypedNetwork> {
  const { parseClosedNetwork } = await import("../../workspace/network/parse-closed-network.ts");
  const stations = await closedStations(values, "station");
  const typed = await parsedFile(values, parseClosedNetwork);
  oneWay(typed !== undefined, stations.length > 0, model);
  const thinkTime = values.maybe("think-time");
  if (typed === undefined) {
    return { kind: "one class", network: { thinkTime: thinkTime ?? 0, stations } };
  }
  if (typed.kind === "one class" && thinkTime !== undefined) {
    return { ...typed, network: { ...typed.network, thinkTime } };
  }
  return typed;
}

/** A network of one class and its users, for the models that know no classes. */
export async function oneClassInput(
  values: Values,
  model: string,
): Promise<{ readonly network: ClosedNetwork; readonly users: number }> {
  const typed = await closedNetworkInput(values, model);
  if (typed.kind === "classes") {
    throw new UsageError(`${model} knows one class of users`, "use headroom calc mva for several");
  }
  const users = values.maybe("users") ?? typed.users;
  if (users === undefined) throw new UsageError("--users is missing", "e.g. --users 300");
  return { network: typed.network, users };
}

/** "pool", or "station 2" of a station without a name. */
export const nameOf = (station: { readonly name?: string }, index: number): string =>
  station.name ?? `station ${index + 1}`;
