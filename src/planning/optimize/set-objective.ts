import type { ObjectiveCheck } from "../../limits/check-result.ts";

/** What a set must keep: an objective of the policy, or hardly anybody refused. */
export type SetObjective = Exclude<ObjectiveCheck["name"], "refused"> | "refusedShare";
