import { describe, expect, it } from "vitest";
import { plainPlatform } from "../testing/plain-platform.ts";
import { widestPreparation } from "./widest-preparation.ts";

describe("widestPreparation", () => {
  it("serves fewer users by what was made for more, and more by a new one", () => {
    const platform = plainPlatform();
    const first = widestPreparation(platform, 20);
    expect(widestPreparation(platform, 7)).toBe(first);
    const wider = widestPreparation(platform, 50);
    expect(wider.most).toBe(50);
    expect(widestPreparation(platform, 20)).toBe(wider);
  });

  it("is not taken for that of an equal platform", () => {
    const platform = plainPlatform();
    expect(widestPreparation({ ...platform }, 20)).not.toBe(widestPreparation(platform, 20));
  });
});
