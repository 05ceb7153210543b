const NUMBER_AND_UNIT = /(\d) (?=(?:ms|s|min|h|%|req\/s)(?![\p{L}\p{N}/]))/gu;
const SIGN_AND_NUMBER = /([≤≥×÷±]) (?=\d)/g;

/** Text for paper: no line ends between a number and its unit, or between a sign and its number. */
export function keepUnits(text: string): string {
  return text.replace(NUMBER_AND_UNIT, "$1\u00a0").replace(SIGN_AND_NUMBER, "$1\u00a0");
}
