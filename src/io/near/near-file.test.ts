import { describe, expect, it } from "vitest";
import { nearName } from "./near-file.ts";

describe("nearName", () => {
  const names = ["models/pool-100.yaml", "models/caching.yaml"];

  it("takes a name without its ending, then the nearest one, and nothing far from all", () => {
    expect(nearName("pool-100", names)).toBe("models/pool-100.yaml");
    expect(nearName("cachin.yaml", names)).toBe("models/caching.yaml");
    expect(nearName("quarterly-report.pdf", names)).toBeUndefined();
    expect(nearName("pool-100", [])).toBeUndefined();
  });
});
