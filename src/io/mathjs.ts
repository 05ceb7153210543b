/** The one place that loads mathjs, for units and expressions typed by people. */
import { createRequire } from "node:module";
import type { MathJsInstance } from "mathjs";

let loaded: MathJsInstance | undefined;

/**
 * An own instance with the units of load tests: req, user, connection, worker, replica, shard, core.
 *
 * The one-file build starts in a sixth of the time of `import "mathjs"`, which opens more
 * than a thousand files; it is loaded at the first use, never for `--help`.
 */
export function mathjs(): MathJsInstance {
  if (loaded === undefined) {
    const build = createRequire(import.meta.url)("mathjs/lib/browser/math.js");
    const math: MathJsInstance = build.create(build.all);
    math.createUnit("req", { aliases: ["reqs", "request", "requests"] });
    math.createUnit("user", { aliases: ["users"] });
    for (const piece of ["connection", "worker", "replica", "shard", "core"]) {
      math.createUnit(piece, { aliases: [`${piece}s`] });
    }
    loaded = math;
  }
  return loaded;
}
