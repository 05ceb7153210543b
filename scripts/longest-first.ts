import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Test files of more than some ten seconds, the longest first. */
const longest = [
  "cli/golden",
  "cli/commands/explore",
  "planning/campaign-recovery",
  "planning/platform-recovery",
  "cli/one-today",
  "cli/kept-fits",
  "io/chart-labels",
  "cli/sweep/sweep-queue",
  "cli/commands/forecast",
  "planning/fit/fit-campaign",
  "cli/commands/explain",
  "cli/outputs/output-schemas",
  "cli/killed-writers",
  "cli/commands/simulate",
  "ingest/logs-of-requests",
  "simulation/theory",
  "index",
  "cli/commands/init-known",
  "simulation/known-systems",
  "simulation/random-tree",
].map((name) => `src/${name}.test.ts`);

/** Starts the longest test files first: begun last, one of them would run alone on one core. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => {
      const file = relative(project.config.root, moduleId).replaceAll("\\", "/");
      const found = longest.indexOf(file);
      return found < 0 ? longest.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
