/** An open network in a YAML or JSON file: one class of requests, or several. */
import { z } from "zod";
import type { Parsed } from "../../ingest/problem.ts";
import type { OpenClass, OpenNetwork } from "../../textbook/open/open-network.ts";
import { parseYaml } from "../parse-yaml.ts";
import { quantityField } from "../quantity/quantity-field.ts";
import { stationSchema, type TypedStation } from "./network-station.ts";

const stationFields = { rates: true, demands: true } as const;

export const openNetworkSchema = z
  .strictObject({
    arrivalRate: quantityField("rate", "Requests from outside; --arrival-rate wins").optional(),
    classes: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          arrivalRate: quantityField("rate", "Requests of the class"),
          visits: z
            .record(z.string(), z.number().min(0).max(1e9))
            .optional()
            .describe("Visits for each request by station; 1 where its service time is given"),
          serviceTimes: z
            .record(z.string(), quantityField("time", "Mean time of one visit"))
            .describe("Service time by station; a station not named is not visited"),
        }),
      )
      .min(1)
      .optional(),
    stations: z.array(stationSchema.omit(stationFields)).min(1),
  })
  .transform((typed, context): OpenNetwork => {
    const { classes, stations, arrivalRate } = typed;
    const refuse = (path: PropertyKey[], message: string, hint: string) => {
      context.addIssue({ code: "custom", message, params: { hint }, path });
      return z.NEVER;
    };
    const names = stations.map(({ name }) => name);
    for (const [i, station] of stations.entries()) {
      if (names.indexOf(station.name) < i) {
        return refuse(["stations", i, "name"], "is given twice", "name it otherwise");
      }
      const fault = openStationFault(station, classes !== undefined);
      if (fault !== undefined)
        return refuse(["stations", i, "name"], `${station.name}: ${fault}`, "");
    }
    if (classes === undefined) {
      return openNetworkOf(stations, arrivalRate ?? 0);
    }
    if (arrivalRate !== undefined) {
      return refuse(["arrivalRate"], "stands beside classes", "give it for each class");
    }
    for (const [r, one] of classes.entries()) {
      for (const key of ["visits", "serviceTimes"] as const) {
        const unknown = Object.keys(one[key] ?? {}).find((name) => !names.includes(name));
        if (unknown !== undefined) {
          const hint = `known stations: ${names.join(", ")}`;
          return refuse(["classes", r, key], `there is no station "${unknown}"`, hint);
        }
      }
      const timeless = Object.keys(one.visits ?? {}).find((name) => !(name in one.serviceTimes));
      if (timeless !== undefined) {
        const message = `visits ${timeless} without a service time`;
        return refuse(["classes", r, "visits"], message, `add ${timeless} to serviceTimes`);
      }
    }
    return {
      stations: stations.map(placeOf),
      classes: classes.map(
        ({ name, arrivalRate: rate, visits = {}, serviceTimes }): OpenClass => ({
          name,
          arrivalRate: rate,
          visits: names.map((at) => (at in serviceTimes ? (visits[at] ?? 1) : 0)),
          serviceTimes: names.map((at) => serviceTimes[at] ?? 0),
        }),
      ),
    };
  });

/** @param file the name to call it by in problems */
export function parseOpenNetwork(text: string, file: string): Parsed<OpenNetwork> {
  return parseYaml(text, file, openNetworkSchema);
}

type OpenTyped = Omit<TypedStation, keyof typeof stationFields>;

/** The network of one class whose stations carry its visits and service times. */
export function openNetworkOf(stations: readonly OpenTyped[], arrivalRate: number): OpenNetwork {
  return {
    stations: stations.map(placeOf),
    classes: [
      {
        name: "requests",
        arrivalRate,
        visits: stations.map(({ visits }) => visits ?? 1),
        serviceTimes: stations.map(({ serviceTime }) => serviceTime ?? 0),
      },
    ],
  };
}

/** What is wrong with a station of an open network, if anything is. */
export function openStationFault(station: OpenTyped, classes: boolean): string | undefined {
  const { kind, servers, serviceTime, visits, discipline } = station;
  if (kind === "loadDependent") return "an open network has queues and delays only";
  if (kind === "delay" && discipline !== undefined)
    return "a delay has no discipline; leave it out";
  if (kind === "delay" && servers !== undefined) return "a delay has no servers; leave them out";
  if (classes && (serviceTime !== undefined || visits !== undefined)) {
    return "serviceTime and visits stand with the classes";
  }
  return !classes && serviceTime === undefined ? "serviceTime is missing" : undefined;
}

const placeOf = ({
  name,
  kind,
  servers,
  discipline,
}: OpenTyped): OpenNetwork["stations"][number] => ({
  name,
  kind: kind === "delay" ? "delay" : "queue",
  ...(servers !== undefined && { servers }),
  ...(discipline !== undefined && { discipline }),
});
