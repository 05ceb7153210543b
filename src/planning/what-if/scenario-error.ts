/** A lever that makes no sense on this platform: what a planner typed is at fault, not the program. */
export class ScenarioError extends RangeError {
  override readonly name = "ScenarioError";
  readonly scenario: string;
  constructor(scenario: string, message: string) {
    super(message);
    this.scenario = scenario;
  }
}
