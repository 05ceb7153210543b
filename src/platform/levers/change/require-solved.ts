import type { Scenario } from "../../scenario.ts";
import { leverOf } from "../levers.ts";

/**
 * Makes sure that the solver sees all that a scenario changes: what it does not see would look as
 * if it changed nothing.
 *
 * @throws RangeError that names what the simulator alone sees
 */
export function requireSolved({ levers }: Scenario): void {
  const unseen = levers.find(({ name }) => !leverOf(name).solved);
  if (unseen === undefined) return;
  const { name, text } = unseen;
  throw new RangeError(
    `${name} is seen by the simulator alone: headroom simulate --set '${name}=${text}'`,
  );
}
