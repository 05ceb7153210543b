import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    testTimeout: 300_000,
    reporters: ["default", "./scripts/count-reporter.ts"],
  },
});
