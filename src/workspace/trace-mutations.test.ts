import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutateBytes } from "../ingest/testing/mutate-bytes.ts";
import { jaegerTraces, otlpTraces, shopRequests } from "../ingest/testing/synthetic-traces.ts";
import { readTraces } from "../ingest/traces/read-traces.ts";
import { parsePlatform } from "./platform/parse-platform.ts";
import { tracePlatform } from "./trace-platform.ts";

describe.each([otlpTraces(shopRequests), jaegerTraces(shopRequests)])("damaged $name", (file) => {
  it("is refused with a reason, or makes a model that parses", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (draws) => {
        const draw = (bound: number) => (draws.next().value ?? 0) % bound;
        const whole = new TextEncoder().encode(file.text);
        const bytes = mutateBytes(whole, whole, draw);
        const text = new TextDecoder().decode(bytes);
        const { profile, files, problems } = readTraces([{ name: file.name, text }]);
        if (profile === null) {
          // Damaged beyond being known for traces, it is somebody else's to refuse.
          expect(files.length === 0 || problems.length > 0).toBe(true);
          return;
        }
        const yaml = tracePlatform("damaged", profile);
        expect(parsePlatform(yaml, "t.yaml", "t")).toMatchObject({ ok: true });
      }),
      { seed: 5, numRuns: 300, endOnFailure: true },
    );
  });
});
