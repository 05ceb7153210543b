import type { Platform } from "../../platform.ts";
import { type LeverName, leverOf } from "../levers.ts";
import { NoPlaceError } from "./no-place-error.ts";

/** A lever with its value on one platform. */
export interface PlatformChange {
  readonly name: LeverName;
  /** In the unit of the lever's kind; 1 for a switch. */
  readonly value: number;
  /** Glob over "METHOD /path"; every endpoint without it. */
  readonly endpoints?: string;
}

/**
 * The platform with one change after another; the one given stays as it is.
 *
 * @throws NoPlaceError where the platform has not what a lever acts on
 * @throws RangeError that names the lever, where a value is out of range or nothing matches it
 */
export function changePlatform(platform: Platform, changes: readonly PlatformChange[]): Platform {
  return changes.reduce((changed, { name, value, endpoints }) => {
    requirePlace(changed, name, endpoints);
    return leverOf(name).change(changed, value, endpoints);
  }, platform);
}

/** @throws NoPlaceError where the platform has not what the lever acts on */
export function requirePlace(platform: Platform, name: LeverName, endpoints?: string): void {
  const lacks = leverOf(name).lacks(platform, endpoints);
  if (lacks !== null) throw new NoPlaceError(`${name}: the platform has no ${lacks}`);
}
