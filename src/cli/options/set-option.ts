import { levers } from "../../platform/levers/levers.ts";
import { valued } from "../command.ts";

/** `--set` of every command that changes a platform, with the levers there are. */
export const setOption = {
  ...valued(
    `A lever and its new value, e.g. pool.size=40, or db.cores=x2 for twice as many; may be repeated. Levers: ${levers
      .map(({ name }) => name)
      .join(", ")}`,
  ),
  array: true,
} as const;
