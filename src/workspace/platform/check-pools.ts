/** Pools must hold something that is there, and nest. */
import type { Fault } from "../fault.ts";
import { meantName } from "../meant-name.ts";
import type { PlatformFile } from "./platform-schema.ts";

export function checkPools(file: PlatformFile): readonly Fault[] {
  const pools = file.pools ?? [];
  const known = [...file.stations, ...pools].map(({ name }) => name);
  const holder = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [i, pool] of pools.entries()) {
    for (const [k, inner] of pool.around.entries()) {
      const path = ["pools", i, "around", k];
      const other = holder.get(inner);
      if (!known.includes(inner)) {
        const message = `"${inner}" is no station or pool of this file`;
        faults.push({ path, message, hint: meantName(inner, known, `known: ${known.join(", ")}`) });
      } else if (other !== undefined) {
        const hint = "name it in the inner pool only, and that pool in the outer one";
        faults.push({ path, message: `"${inner}" is already inside ${other}`, hint });
      } else holder.set(inner, pool.name);
    }
  }
  for (const [i, pool] of pools.entries()) {
    const circle = [pool.name];
    let next = holder.get(pool.name);
    while (next !== undefined && !circle.includes(next)) {
      circle.push(next);
      next = holder.get(next);
    }
    // Each circle once: at the pool of it that comes first in the file.
    const first = pools.find(({ name }) => circle.includes(name));
    if (next !== pool.name || first !== pool) continue;
    const round = [...circle, pool.name].reverse().join(" → ");
    faults.push({
      path: ["pools", i, "around"],
      message: `pools enclose one another in a circle: ${round}`,
      hint: "a pool may hold pools, but not one that holds it: take one name out of around",
    });
  }
  return faults;
}
