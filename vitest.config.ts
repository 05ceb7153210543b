import { defineConfig } from "vitest/config";
import LongestFirst from "./scripts/longest-first.ts";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    setupFiles: ["./scripts/law-seed.ts"],
    // No test changes a module that another reads, so each worker imports the program once.
    isolate: false,
    // All cores: half of the time a test waits for a program that it started.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    testTimeout: 900_000,
    reporters: ["default", "./scripts/count-reporter.ts"],
  },
});
