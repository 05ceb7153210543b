/** The table of tools that `headroom next -o` writes a test for. */
import type { PlannedTest } from "../../planning/next/planned-test.ts";
import { gatlingSimulation } from "./gatling.ts";
import { jmeterPlan } from "./jmeter.ts";
import { k6Script } from "./k6.ts";
import { locustFile } from "./locust.ts";

export interface LoadTestWriter {
  readonly tool: string;
  /** Ending of its files. */
  readonly ending: string;
  readonly write: (test: PlannedTest) => string;
}

export const loadTestWriters: readonly LoadTestWriter[] = [
  { tool: "Locust", ending: ".py", write: locustFile },
  { tool: "k6", ending: ".js", write: k6Script },
  { tool: "JMeter", ending: ".jmx", write: jmeterPlan },
  { tool: "Gatling", ending: ".java", write: gatlingSimulation },
];
