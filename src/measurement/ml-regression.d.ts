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

  /** B·exp(A·x) by least squares of the logarithms. */
  export class ExponentialRegression {
    constructor(x: readonly number[], y: readonly number[]);
    readonly A: number;
    readonly B: number;
    predict(x: number): number;
  }
}
