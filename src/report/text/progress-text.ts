/** One line that says how far the reading of a large file is. */
export interface Progress {
  readonly file: string;
  /** In [0, 1]. */
  readonly share: number;
  /** Bytes read each second so far. */
  readonly bytesPerSecond: number;
  readonly secondsLeft: number;
}

/** @example progressText({ file: "a.jtl", share: 0.43, bytesPerSecond: 3e8, secondsLeft: 95 }) // "a.jtl: 43 %, 300 MB/s, 1 min 35 s left" */
export function progressText({ file, share, bytesPerSecond, secondsLeft }: Progress): string {
  const percent = Math.min(99, Math.floor(share * 100));
  const rate = Math.round(bytesPerSecond / 1e6);
  const seconds = Math.ceil(secondsLeft);
  const minutes = Math.floor(seconds / 60);
  const left = minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
  return `${file}: ${percent} %, ${rate} MB/s, ${left} left`;
}
