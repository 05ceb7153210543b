/** What a visitor of the page has set: everything that its answers depend on. */
import type { Policy } from "../limits/policy.ts";
import type { Lever, Scenario } from "../platform/scenario.ts";

export interface Setting {
  /** Applied together, in the order of the table; none: the platform as it is. */
  readonly levers: readonly Lever[];
  readonly policy: Policy;
  /** Users whose launch is asked about; null: what the workspace states. */
  readonly users: number | null;
  /** Name of the one explanation that is taken for true; null: all of them, by weight. */
  readonly explanation: string | null;
}

/** The levers of a setting as the scenario that `headroom what-if --set …` makes of them. */
export function settingScenario(levers: readonly Lever[]): Scenario {
  return { name: "set", title: leversInWords(levers), source: "", cost: null, levers };
}

/** "pool.size=40, cache[GET /api/*]=60 %", as `--set` takes them; a switch is its name alone. */
export function leversInWords(levers: readonly Lever[]): string {
  return levers.map(leverInWords).join(", ");
}

export function leverInWords({ name, text, endpoints }: Lever): string {
  const where = endpoints === undefined ? "" : `[${endpoints}]`;
  return text === "on" ? `${name}${where}` : `${name}${where}=${text}`;
}
