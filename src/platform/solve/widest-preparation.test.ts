import { describe, expect, it } from "vitest";
import { plainPlatform } from "../testing/plain-platform.ts";
import { takeOverPreparation, widestPreparation } from "./widest-preparation.ts";

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

describe("takeOverPreparation", () => {
  it("prepares equal platforms once, where they are asked for equally many users", () => {
    const platform = plainPlatform();
    const alike = { ...platform };
    const made = widestPreparation(platform, 20);
    takeOverPreparation(alike, platform, 20);
    expect(widestPreparation(alike, 20)).toBe(made);
  });

  it("takes no preparation that was made for more: states in between are solved by grades", () => {
    const platform = plainPlatform();
    const alike = { ...platform };
    widestPreparation(platform, 50);
    takeOverPreparation(alike, platform, 20);
    expect(widestPreparation(alike, 20).most).toBe(20);
  });
});
