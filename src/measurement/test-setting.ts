/** When, where and by what a load was made, in the planner's words; null where it is not stated. */
export interface TestSetting {
  readonly dates: string | null;
  readonly environment: string | null;
  readonly tool: string | null;
}
