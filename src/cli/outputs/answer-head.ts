/** What each result printed as data begins with. */
export interface AnswerHead {
  /** Of this form of the data; a number more where what is read today would be read wrong. */
  readonly schema: 1;
  /** "headroom 0.1.0" */
  readonly program: string;
}

/** Of a result that is drawn at random in part. */
export interface SeededHead extends AnswerHead {
  /** Start of every random stream. */
  readonly seed: number;
}
