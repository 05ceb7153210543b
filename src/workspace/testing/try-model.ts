/** A model file through parser, solver, levers and simulator: every figure finite, or a refusal. */

import { fillPlatform } from "../../platform/fill-platform.ts";
import { applyScenario } from "../../platform/levers/change/apply-scenario.ts";
import { levers } from "../../platform/levers/levers.ts";
import type { Platform } from "../../platform/platform.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { solvePlatform } from "../../platform/solve/solve-platform.ts";
import { simulatedPlatformOf } from "../../simulation/course/simulated-platform-of.ts";
import { stillPlatform } from "../../simulation/course/still-platform.ts";
import { wholePlatform } from "../../simulation/course/whole-platform.ts";
import { simulate } from "../../simulation/engine/simulate.ts";
import { parsePlatform } from "../platform/parse-platform.ts";
import { parseLever } from "../scenario/parse-lever.ts";
import { notFinite } from "./not-finite.ts";

export interface TriedModel {
  readonly parsed: boolean;
  /** What solved it, or why it was refused. */
  readonly solved: boolean;
  readonly simulated: boolean;
  readonly levers: number;
  /** What is wrong: a figure that is not finite, or an error that is no refusal. */
  readonly faults: readonly string[];
}

const LOADS = [1, 20, 300];
const REQUESTS = 200;

/** More visits of a request than these are simulated by nobody who waits. */
const MOST_VISITS = 100;

export function tryModel(text: string, chosen: number): TriedModel {
  const faults: string[] = [];
  const attempt = (what: string, work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof RangeError)) faults.push(`${what}: ${error}`);
      return false;
    }
  };
  const none = { parsed: false, solved: false, simulated: false, levers: 0, faults };
  const parsed = parsePlatform(text, "m.yaml", "m");
  if (!parsed.ok) return none;
  const platform = fillPlatform(parsed.value, {});
  const solved = attempt("solver", () => faults.push(...notFinite("solver", figuresOf(platform))));
  let applied = 0;
  const lever = levers[chosen % levers.length];
  if (lever !== undefined) {
    const to = lever.example.split(" or ")[0];
    const endpoints = lever.endpoints === "none" ? undefined : "*";
    attempt(lever.name, () => {
      const one = parseLever(lever.name, lever.kind === "switch" ? undefined : to, endpoints);
      const scenario = { name: "x", title: "x", source: "", cost: null, levers: [one] };
      const changed = applyScenario(scenario, platform);
      faults.push(...notFinite(lever.name, figuresOf(changed.platform)));
      applied = 1;
    });
  }
  const simulated =
    visitsOf(platform) <= MOST_VISITS &&
    attempt("simulator", () => {
      const whole = stillPlatform(wholePlatform(platform).platform).platform;
      const run = { seed: 1, load: { users: 5 }, until: { requests: REQUESTS }, replications: 1 };
      const { total } = simulate(simulatedPlatformOf(whole), run);
      faults.push(...notFinite("simulator", total));
    });
  return { parsed: true, solved, simulated, levers: applied, faults };
}

function figuresOf(platform: Platform) {
  return LOADS.map((users) => [
    solvePlatform(platform, [users]),
    platformResponseTimes(preparePlatform(platform, users), users).all,
  ]);
}

function visitsOf({ stations }: Platform): number {
  return stations.flatMap(({ work }) => work).reduce((sum, { visits }) => sum + visits, 0);
}
