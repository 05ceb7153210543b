/**
 * Other places that could explain the same figures: response times at light load tell what an endpoint
 * takes, not which station it takes it at, and totals tell what all take, not which endpoint.
 * A descent goes to the nearest such place and stays; here the best found is taken across.
 */
import { entryAt, numberAt } from "../entry-at.ts";
import type { Hypothesis } from "../platform/platform.ts";
import { isMultiple } from "../platform/quantity.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import { priorPosition, priorValue } from "./prior-law.ts";

/** A number of an endpoint's work at a station that follows an unknown. */
interface FollowedNumber {
  /** Of the unknown, and its part in the number. */
  readonly index: number;
  readonly times: number;
}

/** An endpoint's work at a station, its demand unknown. */
interface UnknownWork {
  readonly station: string;
  readonly endpoint: string;
  readonly demand: FollowedNumber;
  readonly variation: FollowedNumber | null;
}

/**
 * Positions as the given one, with the work of one endpoint at two stations exchanged, or that of two
 * endpoints at one station, each by its share of the requests. Numbers that are known, or follow an unknown
 * which other work follows too, stay.
 */
export function exchangedStarts(
  { platform }: Hypothesis,
  unknowns: readonly Unknown[],
  position: readonly number[],
): readonly (readonly number[])[] {
  const works = unknownWorks(platform, unknowns);
  const weightOf = (name: string) => {
    const weight = platform.endpoints.find((one) => one.name === name)?.weight;
    return typeof weight === "number" && weight > 0 ? weight : 1;
  };
  const numberOf = ({ index, times }: FollowedNumber) =>
    times * priorValue(entryAt(unknowns, index).prior, numberAt(position, index));
  const put = (moved: number[], { index, times }: FollowedNumber, value: number) => {
    moved[index] = positionNear(entryAt(unknowns, index), value / times);
  };
  return works.flatMap((a, i) =>
    works.slice(i + 1).flatMap((b) => {
      if (a.endpoint !== b.endpoint && a.station !== b.station) return [];
      const share = weightOf(b.endpoint) / weightOf(a.endpoint);
      const moved = [...position];
      put(moved, a.demand, numberOf(b.demand) * share);
      put(moved, b.demand, numberOf(a.demand) / share);
      if (a.variation !== null && b.variation !== null) {
        put(moved, a.variation, numberOf(b.variation));
        put(moved, b.variation, numberOf(a.variation));
      }
      return [moved];
    }),
  );
}

function unknownWorks(
  { stations }: Hypothesis["platform"],
  unknowns: readonly Unknown[],
): readonly UnknownWork[] {
  const names = unknowns.map(({ name }) => name);
  const followed = (quantity: unknown, place: string): FollowedNumber | null => {
    const multiple = isMultiple(quantity) ? quantity : { of: place, times: 1 };
    const index = names.indexOf(multiple.of);
    return index < 0 || !(multiple.times > 0) ? null : { index, times: multiple.times };
  };
  const all = stations.flatMap((station) =>
    station.work.map(({ endpoint, demand, variation }) => {
      const place = `stations.${station.name}.work.${endpoint}`;
      return {
        ...{ station: station.name, endpoint },
        demand: followed(demand, `${place}.demand`),
        variation: followed(variation, `${place}.variation`),
      };
    }),
  );
  const uses = all.flatMap(({ demand, variation }) => [demand?.index, variation?.index]);
  const own = (number: FollowedNumber | null) =>
    number !== null && uses.filter((index) => index === number.index).length === 1 ? number : null;
  return all.flatMap(({ demand, variation, ...of }) => {
    const moved = own(demand);
    return moved === null ? [] : [{ ...of, demand: moved, variation: own(variation) }];
  });
}

/** At the end of the prior where it gives the value no belief. */
function positionNear({ prior }: Unknown, value: number): number {
  if (prior.prior === "logNormal") return priorPosition(prior, value);
  return priorPosition(prior, Math.min(Math.max(value, prior.low), prior.high));
}
