/** What window and worker say to one another. */
import type { SourceText } from "../ingest/imported-run.ts";
import type { ScenarioResult } from "../planning/plan/plan-result.ts";
import type { LaunchVerdict } from "../planning/verdict/launch-condition.ts";
import type { Band, ExplainedLimits } from "./answers.ts";
import type { ExploreInput } from "./explore-input.ts";
import type { PageData } from "./page-data.ts";
import type { RecordedFit } from "./recorded-fits.ts";
import type { Setting } from "./setting.ts";

export interface Explained {
  /** Null where no lever is moved. */
  readonly scenario: ScenarioResult | null;
  readonly explanations: readonly ExplainedLimits[];
}

/** What may be asked about a setting. */
export type Question = "band" | "explained" | "launch";

export type Asked =
  | { readonly kind: "open"; readonly input: ExploreInput; readonly fits: readonly RecordedFit[] }
  | { readonly kind: Question; readonly id: number; readonly setting: Setting }
  | { readonly kind: "fit"; readonly input: ExploreInput };

export type Told =
  | { readonly kind: "band"; readonly id: number; readonly answer: Band }
  | { readonly kind: "explained"; readonly id: number; readonly answer: Explained }
  | { readonly kind: "launch"; readonly id: number; readonly answer: LaunchVerdict }
  | { readonly kind: "failed"; readonly id: number; readonly message: string }
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "fitted"; readonly data: PageData };

/** Files dropped on the page. */
export type DroppedFiles = readonly SourceText[];
