import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { missingFileHint, nearName } from "./near-file.ts";

describe("nearName", () => {
  const names = ["models/pool-100.yaml", "models/caching.yaml"];

  it("takes a name without its ending, then the nearest one, and nothing far from all", () => {
    expect(nearName("pool-100", names)).toBe("models/pool-100.yaml");
    expect(nearName("cachin.yaml", names)).toBe("models/caching.yaml");
    expect(nearName("quarterly-report.pdf", names)).toBeUndefined();
    expect(nearName("pool-100", [])).toBeUndefined();
  });
});

describe("missingFileHint", () => {
  it("names the nearest folder where the folder is what is misspelt", () => {
    const root = mkdtempSync(join(tmpdir(), "near-"));
    try {
      mkdirSync(join(root, "data", "spring"), { recursive: true });
      const hint = (path: string) => missingFileHint(join(root, path), path);
      expect(hint("data/sprng/levels.csv")).toBe("did you mean data/spring?");
      expect(hint("dta/spring/levels.csv")).toBe("did you mean data?");
      expect(hint("data/autumn/levels.csv")).toContain("check the spelling");
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
