import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../testing/plain-platform.ts";
import { platformParts } from "../../tree/platform-parts.ts";
import { requestClasses } from "../../tree/request-classes.ts";
import { preparePlatform } from "../prepare-platform.ts";
import { foldReplicas } from "./fold-replicas.ts";
import { uniformBehavior, uniformFoldedNode, uniformNode, uniformWait } from "./uniform-records.ts";

/** The same record, made in another order, with something beside it. */
const shuffled = <T extends object>(record: T): T =>
  Object.fromEntries([["beside", 1], ...Object.entries(record).reverse()]) as T;

const platform = plainPlatform({ queue: { discipline: "fifo" } });
const { inside } = preparePlatform(platform, 20);
const classes = requestClasses(platform);
const [pool] = foldReplicas(platformParts(platform, classes), classes, 1).filter(
  (part) => part.kind === "pool",
);

describe("uniform records", () => {
  it("hold what they were made of, in one order, whatever the order was", () => {
    const [node] = inside.nodes;
    const [wait] = inside.waits;
    const folded = pool?.kind === "pool" ? pool.inside[0] : undefined;
    if (!node || !wait || folded?.kind !== "node") throw new Error("the plain platform has all");
    const pairs = [
      [uniformBehavior(shuffled(inside)), inside],
      [uniformNode(shuffled(node)), node],
      [uniformWait(shuffled(wait)), wait],
      [uniformFoldedNode(shuffled(folded)), folded],
    ] as const;
    for (const [made, from] of pairs) {
      expect(made).toEqual(from);
      expect(Object.keys(made)).toEqual(Object.keys(from));
    }
  });
});
