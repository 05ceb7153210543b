import { expect, it } from "vitest";
import { platformLimits } from "../limits/platform-limits.ts";
import { plausiblePlatform } from "../limits/plausible-platform.ts";
import { defaultPolicy } from "../limits/policy.ts";
import { solvedPlatform } from "../limits/solved/solved-loads.ts";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { remembered } from "./remembered.ts";

const MOST = 200;

it.each([
  ["as it is", () => plausiblePlatform(plainPlatform())],
  [
    "that solves each load once",
    () => solvedPlatform(plausiblePlatform(plainPlatform()), MOST).platform,
  ],
])("is the same platform, %s: light-load cycle and limits, to the last digit", (_, made) => {
  const [one, again] = [made(), remembered(made())];
  expect(again.lightLoadCycle).toBe(one.lightLoadCycle);
  const limits = ({ reaches: _reaches, ...numbers }: ReturnType<typeof platformLimits>) => numbers;
  expect(limits(platformLimits(again, defaultPolicy, MOST))).toEqual(
    limits(platformLimits(one, defaultPolicy, MOST)),
  );
  expect(platformLimits(again, defaultPolicy, MOST).knee).toBeGreaterThan(0);
});
