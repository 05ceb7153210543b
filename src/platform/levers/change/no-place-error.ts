/**
 * A lever that is sound, but acts on something that this platform has not (no pool of workers, a
 * database that never queues): applying it would change nothing in the model. Whoever compares
 * several hypotheses may take it as no effect, and say so.
 */
export class NoPlaceError extends RangeError {
  override readonly name = "NoPlaceError";
}
