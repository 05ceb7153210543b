/** Nobody serves. */
export const NOBODY = -1;

/** Deals requests in turn to replicas first … count − 1, those that do not serve left out. */
export class RoundRobin {
  readonly #first: number;
  readonly #count: number;
  readonly #away: Uint8Array;
  #aways = 0;
  #next: number;

  constructor(first: number, count: number) {
    this.#first = first;
    this.#count = count;
    this.#next = first;
    this.#away = new Uint8Array(count);
  }

  /** How many serve. */
  get serving(): number {
    return this.#count - this.#first - this.#aways;
  }

  serves(replica: number): boolean {
    return this.#away[replica] === 0;
  }

  /** Takes a replica out of the turns or puts it back. */
  set(replica: number, serves: boolean): void {
    if (this.serves(replica) === serves) return;
    this.#away[replica] = serves ? 0 : 1;
    this.#aways += serves ? -1 : 1;
  }

  /** Whose turn it is; −1 if nobody serves. */
  next(): number {
    const turn = this.#advance();
    if (this.#aways === 0 || this.#away[turn] === 0) return turn;
    return this.#nextThatServes();
  }

  #advance(): number {
    const turn = this.#next;
    this.#next = turn + 1 === this.#count ? this.#first : turn + 1;
    return turn;
  }

  #nextThatServes(): number {
    if (this.serving === 0) return NOBODY;
    let turn = this.#advance();
    while (this.#away[turn] === 1) turn = this.#advance();
    return turn;
  }
}
