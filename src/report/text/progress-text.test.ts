import { expect, it } from "vitest";
import { progressText } from "./progress-text.ts";

it("says share, rate and time left, and never that all is done", () => {
  const file = "a.jtl";
  expect(progressText({ file, share: 0.43, bytesPerSecond: 3e8, secondsLeft: 95 })).toBe(
    "a.jtl: 43 %, 300 MB/s, 1 min 35 s left",
  );
  expect(progressText({ file, share: 1, bytesPerSecond: 3e8, secondsLeft: 0.2 })).toBe(
    "a.jtl: 99 %, 300 MB/s, 1 s left",
  );
});
