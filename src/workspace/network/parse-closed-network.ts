/** A closed network in a YAML or JSON file: one class of users, or several. */
import { z } from "zod";
import type { Parsed } from "../../ingest/problem.ts";
import type { ClosedNetwork, NetworkStation } from "../../textbook/closed/closed-network.ts";
import type {
  MulticlassNetwork,
  MulticlassStation,
} from "../../textbook/closed/multiclass-network.ts";
import { parseYaml } from "../parse-yaml.ts";
import { quantityField } from "../quantity/quantity-field.ts";
import {
  noDiscipline,
  type StationFault,
  stationOf,
  stationSchema,
  type TypedStation,
} from "./network-station.ts";

export type TypedNetwork =
  | { readonly kind: "one class"; readonly network: ClosedNetwork; readonly users?: number }
  | { readonly kind: "classes"; readonly network: MulticlassNetwork };

export const closedNetworkSchema = z
  .strictObject({
    thinkTime: quantityField("time", "Mean time between a reply and the next request").optional(),
    users: quantityField("users", "Users; --users wins").optional(),
    classes: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          users: quantityField("users", "Users of the class"),
          thinkTime: quantityField("time", "Their think time"),
        }),
      )
      .min(1)
      .optional()
      .describe("Several classes, each with its demands at the stations"),
    stations: z.array(stationSchema).min(1),
  })
  .transform((typed, context): TypedNetwork => {
    const { classes, stations, users, thinkTime = 0 } = typed;
    const refuse = (path: PropertyKey[], message: string, hint: string) => {
      context.addIssue({ code: "custom", message, params: { hint }, path });
      return z.NEVER;
    };
    const twice = stations.findIndex(
      (one, i) => stations.findIndex((s) => s.name === one.name) < i,
    );
    if (twice >= 0)
      return refuse(["stations", twice, "name"], "is given twice", "name it otherwise");
    if (classes === undefined) {
      const solved: NetworkStation[] = [];
      for (const [i, station] of stations.entries()) {
        const made = stationOf(station);
        if ("hint" in made) return refuse(["stations", i, made.key], made.message, made.hint);
        solved.push(made);
      }
      const network = { thinkTime, stations: solved };
      return { kind: "one class", network, ...(users !== undefined && { users }) };
    }
    if (users !== undefined || typed.thinkTime !== undefined) {
      const key = users === undefined ? "thinkTime" : "users";
      return refuse([key], "stands beside classes", "give it for each class");
    }
    const names = classes.map(({ name }) => name);
    const solved: MulticlassStation[] = [];
    for (const [i, station] of stations.entries()) {
      const made = classStation(station, names);
      if ("hint" in made) return refuse(["stations", i, made.key], made.message, made.hint);
      solved.push(made);
    }
    return { kind: "classes", network: { classes, stations: solved } };
  });

/** @param file the name to call it by in problems */
export function parseClosedNetwork(text: string, file: string): Parsed<TypedNetwork> {
  return parseYaml(text, file, closedNetworkSchema);
}

function classStation(
  { name, kind, servers, serviceTime, visits, rates, demands, discipline }: TypedStation,
  classes: readonly string[],
): MulticlassStation | StationFault {
  if (kind === "loadDependent" || rates !== undefined) {
    const hint = "describe it as a queue of several servers";
    return { key: "name", message: `${name}: several classes know no rates`, hint };
  }
  if (demands === undefined || serviceTime !== undefined || visits !== undefined) {
    const hint = `e.g. demands: { ${classes[0]}: 65 ms }`;
    return { key: "name", message: `${name}: expected demands by class`, hint };
  }
  const unknown = Object.keys(demands).find((key) => !classes.includes(key));
  if (unknown !== undefined) {
    const hint = `known classes: ${classes.join(", ")}`;
    return { key: "demands", message: `${name}: there is no class "${unknown}"`, hint };
  }
  if (kind === "delay" && servers !== undefined) {
    return { key: "servers", message: "a delay has no servers", hint: "leave servers out" };
  }
  if (kind === "delay" && discipline !== undefined) {
    const [key, message, hint] = noDiscipline(kind);
    return { key, message, hint };
  }
  return {
    name,
    kind,
    demands: classes.map((one) => demands[one] ?? 0),
    ...(servers !== undefined && { servers }),
    ...(discipline !== undefined && { discipline }),
  };
}
