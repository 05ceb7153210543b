import { KnownTexts } from "./known-texts.ts";
import { groupRows, type PlainTable } from "./plain-table.ts";
import { longestMs } from "./sample-select.ts";

/** What is done with a cell. */
const PASSED = 0;
const TIME = 1;
const ELAPSED = 2;
const USERS = 3;
const LAST_NUMBER = USERS;
const LABEL = 4;
const SUCCESS = 5;
const CODE = 6;
const MESSAGE = 7;
const FAILURE = 8;

const roles: Readonly<Record<string, number>> = {
  timestamp: TIME,
  elapsed: ELAPSED,
  allthreads: USERS,
  label: LABEL,
  success: SUCCESS,
  responsecode: CODE,
  responsemessage: MESSAGE,
  failuremessage: FAILURE,
};

const needed = [TIME, ELAPSED, USERS, LABEL, SUCCESS];

/** Bytes that end a cell, or that a plain row does not hold: quotes and all beyond ASCII. */
const FEED = 10;
const RETURN = 13;
const QUOTE = 34;
const DIGIT = 48;
const FIRST_BEYOND = 128;

/** Most digits of a number that a double holds exactly. */
const mostDigits = 15;

/** Unix milliseconds from 1973 to 5138, as `timeStamp` has them. */
const earliest = 1e11;
const latest = 1e14;

/** A message is shorter, or may speak of the requests of a transaction. */
const spoken = "Number of samples in transaction";

/**
 * Rows of a JMeter log as they nearly always are: all cells there, times and users whole numbers, `true` or `false`,
 * nothing quoted, ASCII. They are divided byte by byte, in less time than the engine takes, and written as the engine
 * would write them; what is different is for the engine to judge. A class because it fills a group of rows.
 */
export class PlainRows {
  /** Rows taken. */
  count = 0;
  /** The byte that ends each line, which a feed follows where it is a carriage return; null before the first. */
  lineEnd: number | null = null;
  readonly #roles: Uint8Array;
  readonly #delimiter: number;
  /** 1 for each byte that is no character of a cell. */
  readonly #closing = new Uint8Array(256);
  readonly #table: PlainTable;
  readonly #ends = new Float64Array(groupRows);
  readonly #ms = new Float64Array(groupRows);
  readonly #users = new Float64Array(groupRows);
  readonly #path: string[] = new Array(groupRows).fill("");
  readonly #error: (string | null)[] = new Array(groupRows).fill(null);
  #labels = new KnownTexts();
  #rows = 0;
  /** The texts of the row at hand: where they begin and end. */
  readonly #from = new Int32Array(FAILURE + 1);
  readonly #to = new Int32Array(FAILURE + 1);
  #labelHash = 0;

  /** @param table what the rows are written to */
  constructor(names: readonly string[], delimiter: string, table: PlainTable) {
    this.#roles = rolesOf(names);
    this.#delimiter = delimiter.charCodeAt(0);
    this.#closing.fill(1, FIRST_BEYOND);
    for (const byte of [0, FEED, RETURN, QUOTE, this.#delimiter]) this.#closing[byte] = 1;
    this.#table = table;
  }

  /** Whether a table of these columns may be plain. */
  static has(names: readonly string[], delimiter: string): boolean {
    const given = rolesOf(names);
    return (
      needed.every((role) => given.includes(role)) &&
      delimiter.length === 1 &&
      delimiter.charCodeAt(0) < FIRST_BEYOND
    );
  }

  /** Takes whole rows, each with its line end; false at the first that is not plain. */
  take(bytes: Buffer, from: number, to: number): boolean {
    for (let at = from; at < to; ) {
      at = this.#takeRow(bytes, at);
      if (at < 0) return false;
    }
    return true;
  }

  /** Writes what is left; the table is whole then. */
  async close(): Promise<void> {
    this.#write();
    await this.#table.close();
  }

  /** Where the next row begins; −1 where this one is not plain. One loop of local names: it runs for every byte. */
  #takeRow(bytes: Buffer, start: number): number {
    const all = this.#roles;
    const closing = this.#closing;
    const delimiter = this.#delimiter;
    const last = all.length - 1;
    let at = start;
    let [started, elapsed, users] = [0, 0, 0];
    for (let cell = 0; cell <= last; cell++) {
      const role = all[cell] ?? PASSED;
      const from = at;
      if (role === PASSED) {
        while (closing[bytes[at] ?? 0] === 0) at++;
      } else if (role <= LAST_NUMBER) {
        let value = 0;
        for (let digit = (bytes[at] ?? 0) - DIGIT; digit >= 0 && digit <= 9; ) {
          value = 10 * value + digit;
          digit = (bytes[++at] ?? 0) - DIGIT;
        }
        if (at === from || at - from > mostDigits) return -1;
        if (role === TIME) started = value;
        else if (role === ELAPSED) elapsed = value;
        else users = value;
      } else {
        let hash = 0;
        for (let byte = bytes[at] ?? 0; closing[byte] === 0; byte = bytes[++at] ?? 0) {
          hash = (Math.imul(hash, 31) + byte) | 0;
        }
        this.#from[role] = from;
        this.#to[role] = at;
        if (role === LABEL) this.#labelHash = hash;
      }
      const end = bytes[at++];
      if (cell < last) {
        if (end !== delimiter) return -1;
        continue;
      }
      // All line ends are alike, with a carriage return or without.
      this.lineEnd ??= end ?? 0;
      if (end !== this.lineEnd || (end === RETURN ? bytes[at++] !== FEED : end !== FEED)) return -1;
    }
    return this.#keep(bytes, started, elapsed, users) ? at : -1;
  }

  #keep(bytes: Buffer, started: number, elapsed: number, users: number): boolean {
    if (started < earliest || started >= latest || elapsed > longestMs) return false;
    if (this.#speaksOfSamples(bytes)) return false;
    const failed = this.#failed(bytes);
    if (failed < 0) return false;
    const row = this.#rows++;
    const [from, to] = [this.#from[LABEL] ?? 0, this.#to[LABEL] ?? 0];
    this.#ends[row] = started / 1e3 + elapsed / 1000;
    this.#ms[row] = elapsed;
    this.#users[row] = users;
    this.#path[row] = this.#labels.textOf(bytes, from, to, this.#labelHash);
    this.#error[row] = failed === 0 ? null : this.#errorOf(bytes);
    this.count++;
    if (this.#rows === groupRows) this.#write();
    return true;
  }

  /** 1 for `false`, 0 for `true`, −1 for anything else. */
  #failed(bytes: Uint8Array): number {
    const from = this.#from[SUCCESS] ?? 0;
    const length = (this.#to[SUCCESS] ?? 0) - from;
    if (length === 4 && isWord(bytes, from, "true")) return 0;
    return length === 5 && isWord(bytes, from, "false") ? 1 : -1;
  }

  #speaksOfSamples(bytes: Buffer): boolean {
    const length = (this.#to[MESSAGE] ?? 0) - (this.#from[MESSAGE] ?? 0);
    return length > spoken.length && this.#textOf(bytes, MESSAGE).startsWith(spoken);
  }

  /** What a failed request is told by: its failure message, or code and message. */
  #errorOf(bytes: Buffer): string {
    return (
      this.#textOf(bytes, FAILURE) ||
      `${this.#textOf(bytes, CODE)} ${this.#textOf(bytes, MESSAGE)}`.trim() ||
      "failed"
    );
  }

  #textOf(bytes: Buffer, role: number): string {
    return bytes.toString("latin1", this.#from[role], this.#to[role]).trim();
  }

  #write(): void {
    const rows = this.#rows;
    if (rows === 0) return;
    this.#table.add({
      ends: this.#ends.subarray(0, rows),
      ms: this.#ms.subarray(0, rows),
      path: this.#path.slice(0, rows),
      error: this.#error.slice(0, rows),
      users: this.#users.subarray(0, rows),
    });
    this.#rows = 0;
    this.#labels = new KnownTexts(); // of endless labels no more are kept than a group has
  }
}

function isWord(bytes: Uint8Array, from: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[from + i] !== word.charCodeAt(i)) return false;
  return true;
}

/** What each column is for; of two that are called the same the first counts. */
function rolesOf(names: readonly string[]): Uint8Array {
  const keys = names.map((name) => name.trim().toLowerCase());
  return Uint8Array.from(keys, (key, i) =>
    keys.indexOf(key) === i ? (roles[key] ?? PASSED) : PASSED,
  );
}
