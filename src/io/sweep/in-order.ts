import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";

/** A file whose lines are somewhere in it. */
export interface PlacedResults {
  readonly descriptor: number;
  /** By place: where the line begins, and how many bytes it has without its end. */
  readonly offsets: Float64Array;
  readonly bytes: Uint32Array;
}

const BUFFER = 1 << 20;

/**
 * Writes lines in the order of their places, those of several files in turn: first of the first,
 * first of the second and so on, as shards have them. The new file takes the place of the old one
 * once it is whole.
 */
export function inOrder(path: string, first: string, files: readonly PlacedResults[]): void {
  const temporary = `${path}.new`;
  const descriptor = openSync(temporary, "w");
  try {
    const out = new Buffered(descriptor);
    out.write(Buffer.from(first));
    const most = files.reduce((a, { offsets }) => Math.max(a, offsets.length), 0);
    for (let place = 0; place < most; place++) {
      for (const file of files) {
        if (place < file.offsets.length) out.write(lineAt(file, place));
      }
    }
    out.flush();
    fsyncSync(descriptor);
    renameSync(temporary, path);
  } finally {
    closeSync(descriptor);
    rmSync(temporary, { force: true });
  }
}

/** With its end. */
function lineAt({ descriptor, offsets, bytes }: PlacedResults, place: number): Buffer {
  const line = Buffer.allocUnsafe((bytes[place] ?? 0) + 1);
  const read = readSync(descriptor, line, 0, line.length, offsets[place] ?? 0);
  if (read < line.length) throw new Error(`line ${place} was cut off while it was read`);
  return line;
}

class Buffered {
  readonly #descriptor: number;
  #held: Buffer[] = [];
  #bytes = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  write(bytes: Buffer): void {
    this.#held.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes >= BUFFER) this.flush();
  }

  flush(): void {
    const all = Buffer.concat(this.#held, this.#bytes);
    for (let done = 0; done < all.length; ) done += writeSync(this.#descriptor, all, done);
    this.#held = [];
    this.#bytes = 0;
  }
}
