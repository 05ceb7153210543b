/** "2 * name" must name a number, of the same unit, and come out where it makes sense. */

import type { Multiple, Prior } from "../../platform/quantity.ts";
import { isMultiple, isPrior } from "../../platform/quantity.ts";
import type { Fault } from "../fault.ts";
import { meantName } from "../meant-name.ts";
import { type NamedNumber, wasRead } from "../quantity/named-number.ts";
import { isModelField, type ModelField, modelFields, outOfRange } from "./model-field.ts";
import { unitOf } from "./model-number.ts";
import type { PlatformFile } from "./platform-schema.ts";

type Path = readonly PropertyKey[];

export function checkMultiples({ numbers = {}, ...platform }: PlatformFile): readonly Fault[] {
  const uses = usesWithin(platform, []);
  const misnamed = uses.some(({ multiple }) => !Object.hasOwn(numbers, multiple.of));
  return [
    ...reserved(numbers, platform),
    // A name that is misspelled where it is used is told there.
    ...(misnamed ? [] : unused(numbers, uses)),
    ...uses.flatMap((use) => faultOf(use, numbers)),
  ];
}

function unused(numbers: object, uses: readonly Use[]): readonly Fault[] {
  return Object.keys(numbers)
    .filter((name) => !uses.some(({ multiple }) => multiple.of === name))
    .map((name) => ({
      path: ["numbers", name],
      message: `no number of the platform refers to "${name}"`,
      hint: `write it where it belongs, e.g. demand: ${name}, or take it out`,
    }));
}

/** An unknown goes by its own name or by its key: both alike would be one unknown. */
function reserved(numbers: object, platform: object): readonly Fault[] {
  return Object.keys(numbers)
    .filter((name) => Object.hasOwn(platform, name))
    .map((name) => ({
      path: ["numbers", name],
      message: `"${name}" is a key of the platform itself`,
      hint: "give the number another name",
    }));
}

interface Use {
  readonly path: Path;
  readonly multiple: Multiple;
}

function usesWithin(part: unknown, path: Path): readonly Use[] {
  if (isMultiple(part)) return [{ path, multiple: part }];
  if (typeof part !== "object" || part === null) return [];
  const list = Array.isArray(part);
  return Object.entries(part).flatMap(([key, value]) =>
    usesWithin(value, [...path, list ? Number(key) : key]),
  );
}

function faultOf(
  { path, multiple }: Use,
  numbers: Readonly<Record<string, NamedNumber>>,
): readonly Fault[] {
  const number = Object.hasOwn(numbers, multiple.of) ? numbers[multiple.of] : undefined;
  if (number === undefined) {
    const known = Object.keys(numbers);
    const none = "name it under numbers:, or write a number with its unit";
    const hint = known.length === 0 ? none : `known: ${known.join(", ")}`;
    const message = `"${multiple.of}" names no number of this file`;
    return [{ path, message, hint: meantName(multiple.of, known, hint) }];
  }
  const field = path.at(-1);
  if (!isModelField(field) || !wasRead(number)) return [];
  const fault = wrongUnit(field, multiple, number) ?? wrongValue(field, multiple, number);
  return fault === undefined ? [] : [{ path, ...fault }];
}

type Words = Pick<Fault, "message" | "hint">;

const described = { time: "a time", rate: "a rate", plain: "a plain number" } as const;

function wrongUnit(field: ModelField, { of }: Multiple, { unit }: NamedNumber): Words | undefined {
  const needed = unitOf(modelFields[field]);
  if (unit === needed) return undefined;
  const message = `"${of}" is ${described[unit]}, and ${field} needs ${described[needed]}`;
  const units = { time: '"8 ms"', rate: '"125 req/s"', plain: "1.5" } as const;
  return { message, hint: `write ${of} as ${described[needed]}, e.g. ${units[needed]}` };
}

function wrongValue(
  field: ModelField,
  { of, times }: Multiple,
  { quantity }: NamedNumber,
): Words | undefined {
  for (const end of endsOf(quantity)) {
    const fault = outOfRange(field, times * end);
    if (fault === undefined) continue;
    const value = Number((times * end).toPrecision(6));
    const message = `${field} ${fault}, and with "${of}" it can be ${value}`;
    return { message, hint: `narrow the range of ${of}, or change the factor` };
  }
  return undefined;
}

/** Where a number can lie; of a log-normal, which has no ends, its median. */
function endsOf(quantity: number | Prior): readonly number[] {
  if (!isPrior(quantity)) return [quantity];
  return quantity.prior === "logNormal" ? [quantity.median] : [quantity.low, quantity.high];
}
