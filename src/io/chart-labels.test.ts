/** No label of any picture lies over another, whatever was measured and however long names are. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { charts } from "../charts/charts.ts";
import { chartSizes } from "../charts/layers/chart-layout.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { readCampaignFolder } from "./read-campaign-folder.ts";
import { type ChartText, chartTexts } from "./testing/chart-texts.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folders = [
  "data/reference",
  ...["A", "A2", "B", "I10"].map((name) => `data/testbed/${name}`),
  ...readdirSync(`${root}data/campaigns`).map((name) => `data/campaigns/${name}`),
  ...readdirSync(`${root}data/population`).map((name) => `data/population/${name}/campaign`),
];
const campaigns = folders.flatMap((folder) => readCampaignFolder(folder, root)?.campaign ?? []);

/** Names as long as people write them. */
function withLongNames(plan: PlanResult): PlanResult {
  const long = (title: string) => `${title}, as it was agreed upon in the review before last`;
  const titled = <T extends { readonly title: string }>(one: T): T => ({
    ...one,
    title: long(one.title),
  });
  return {
    ...plan,
    campaign: {
      ...plan.campaign,
      endpoints: plan.campaign.endpoints.map((row) => ({
        ...row,
        path: `/api/v1/organizations/{organizationId}/projects${row.path}`,
      })),
    },
    hypotheses: { ...plan.hypotheses, list: plan.hypotheses.list.map(titled) },
    scenarios: plan.scenarios.map((scenario) => ({
      ...titled(scenario),
      perHypothesis: scenario.perHypothesis.map(titled),
    })),
  };
}

/** 16 cm are 453.5 pt, the width of a page's or a slide's picture; a column is half as wide. */
const points = { page: 453.5, slide: 453.5, column: 226.8 } as const;

/** Pixels that boxes may share: a box is a little larger than its letters. */
const SHARED = 2;

/** Pairs that lie over one another, a text and its own rim apart. */
function overlaps(texts: readonly ChartText[]): string[] {
  return texts.flatMap((a, i) =>
    texts.slice(i + 1).flatMap((b) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const isRim = a.text === b.text && Math.abs(a.left - b.left) < 4;
      return across > SHARED && down > SHARED && !isRim ? [`“${a.text}” over “${b.text}”`] : [];
    }),
  );
}

describe("labels", () => {
  it("are tried on more than twenty campaigns", () => {
    expect(campaigns.length).toBeGreaterThan(20);
  });

  it.each(campaigns.map((campaign, i) => [campaign.name, i] as const))(
    "lie apart and are 8 pt or more in every picture of %s",
    async (_, i) => {
      const [campaign, size] = [campaigns[i], chartSizes[i % chartSizes.length]];
      if (campaign === undefined || size === undefined) throw new Error("no campaign");
      const plan = samplePlan({ campaign });
      for (const [name, { draw }] of Object.entries(charts)) {
        const long = i % 2 === 0 ? withLongNames(plan) : plan;
        const { texts, width } = await chartTexts(draw(long, { size }));
        const about = `${name}, ${size}`;
        expect(overlaps(texts), about).toEqual([]);
        const least = Math.min(...texts.map(({ fontSize }) => fontSize));
        expect((least * points[size]) / width, about).toBeGreaterThanOrEqual(8);
        expect(texts.length, about).toBeGreaterThan(2);
        for (const { left, right, text } of texts) {
          expect(left, `${about}: ${text}`).toBeGreaterThan(-1);
          expect(right, `${about}: ${text}`).toBeLessThan(width + 1);
        }
      }
    },
  );

  it("would be found where they lie over one another", () => {
    const text = { text: "a", fontSize: 13, left: 0, top: 0, right: 20, bottom: 13 };
    expect(overlaps([text, { ...text, text: "b", left: 15, right: 30 }])).toHaveLength(1);
    expect(overlaps([text, { ...text, text: "b", left: 21, right: 30 }])).toEqual([]);
  });
});
