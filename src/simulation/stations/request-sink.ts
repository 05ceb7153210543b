/** No failure: the request has been answered. */
export const ANSWERED = -1;

/** Who is told when the platform is done with a request. */
export interface RequestSink {
  /** @param cause number of the cause of its failure, or −1 */
  ended(slot: number, cause: number): void;
}
