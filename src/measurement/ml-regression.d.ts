/** The part of ml-regression 6 that Headroom uses; the package has no types of its own. */
declare module "ml-regression" {
  export class TheilSenRegression {
    constructor(x: readonly number[], y: readonly number[]);
    readonly slope: number;
    readonly intercept: number;
    predict(x: number): number;
  }

  export class PolynomialRegression {
    constructor(x: readonly number[], y: readonly number[], degree: number);
    /** Ascending powers. */
    readonly coefficients: readonly number[];
    predict(x: number): number;
  }
}
