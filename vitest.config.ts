import { defineConfig } from "vitest/config";
import { builtProgram, isBuilt } from "./scripts/built-program.ts";
import LongestFirst from "./scripts/longest-first.ts";

/** `--mode built`, after a build: what is tested is what is shipped, in half the time. */
export default defineConfig(({ mode }) => ({
  plugins: mode === "built" ? [builtProgram()] : [],
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
    server: { deps: { external: [isBuilt] } },
  },
}));
