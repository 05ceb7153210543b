import { describe, expect, it } from "vitest";
import { plainPlatform } from "../testing/plain-platform.ts";
import { pooledCopies } from "./pooled-copies.ts";
import { preparePlatform } from "./prepare-platform.ts";
import { solvePrepared } from "./solve-platform.ts";

describe("pooledCopies", () => {
  it("is the platform itself where nothing has copies", () => {
    const platform = plainPlatform({ servers: 2 });
    expect(pooledCopies(platform)).toBe(platform);
  });
});
