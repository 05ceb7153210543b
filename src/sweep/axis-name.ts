import type { LeverAxis } from "./sweep-study.ts";

/** A lever as it is typed after --set: "pool.size", "cache[GET /api/*]". */
export function axisName({ name, endpoints }: Pick<LeverAxis, "name" | "endpoints">): string {
  return endpoints === undefined ? name : `${name}[${endpoints}]`;
}
