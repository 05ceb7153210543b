/** Which requests a figure counts: all, failed ones included, or successful ones alone. */
export const countedKinds = ["all", "successes"] as const;

export type Counted = (typeof countedKinds)[number];
