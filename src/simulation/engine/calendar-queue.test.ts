import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CalendarQueue } from "./calendar-queue.ts";

/** Every event until the queue is empty. */
function drained(queue: CalendarQueue): number[] {
  const slots: number[] = [];
  for (let slot = queue.first(); slot >= 0; slot = queue.first()) {
    queue.removeFirst(slot);
    slots.push(slot);
  }
  return slots;
}

/** Slots by time, then by the order of insertion: what any right queue gives. */
const inOrder = (times: readonly number[]) =>
  times
    .map((time, slot) => ({ time, slot }))
    .sort((a, b) => a.time - b.time || a.slot - b.slot)
    .map(({ slot }) => slot);

describe("CalendarQueue", () => {
  it("is empty at first", () => {
    const queue = new CalendarQueue(1);
    expect(queue.first()).toBe(-1);
    expect(queue.size).toBe(0);
  });

  it("gives events of one time in the order they went in", () => {
    const queue = new CalendarQueue(1000);
    for (let slot = 0; slot < 1000; slot++) queue.insert(slot, 5);
    expect(drained(queue)).toEqual(Array.from({ length: 1000 }, (_, slot) => slot));
  });

  it("gives all events by time, whatever their spread", () => {
    const time = fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.integer({ min: 0, max: 5 }),
    );
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 700 }), (times) => {
        const queue = new CalendarQueue(times.length);
        for (const [slot, at] of times.entries()) queue.insert(slot, at);
        expect(drained(queue)).toEqual(inOrder(times));
      }),
      { seed: 1 },
    );
  });

  it("keeps the order while events come and go and the days are set anew", () => {
    // Gaps that change a thousandfold again and again, beside a plain list.
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 6 }),
        (powers) => {
          const queue = new CalendarQueue(300);
          const plain: { slot: number; time: number; number: number }[] = [];
          let number = 0;
          const add = (slot: number, time: number) => {
            queue.insert(slot, time);
            const at = plain.findLastIndex((other) => other.time <= time);
            plain.splice(at + 1, 0, { slot, time, number: number++ });
          };
          for (let slot = 0; slot < 300; slot++) add(slot, ((slot * 7919) % 300) / 300);
          for (const power of powers) {
            for (let i = 0; i < 3000; i++) {
              const slot = queue.first();
              const expected = plain.shift();
              expect(slot).toBe(expected?.slot);
              const now = queue.timeOf(slot);
              queue.removeFirst(slot);
              add(slot, now + (10 ** -power * ((i * 7919) % 1009)) / 1009);
            }
          }
        },
      ),
      { seed: 2, numRuns: 10 },
    );
  });

  it("takes an event before the one it has just been asked for", () => {
    const queue = new CalendarQueue(3);
    queue.insert(0, 100);
    expect(queue.first()).toBe(0);
    queue.insert(1, 3);
    expect(queue.first()).toBe(1);
    queue.removeFirst(1);
    expect(queue.first()).toBe(0);
  });

  it("keeps the order where events come before the one that was looked at, days back and of its own time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 700, maxLength: 1500 }),
        (delays) => {
          const queue = new CalendarQueue(delays.length);
          const plain: { readonly slot: number; readonly time: number }[] = [];
          let now = 0;
          for (const [slot, delay] of delays.entries()) {
            // Times of few values, so that many are equal; the first event is looked at before each.
            expect(queue.first()).toBe(plain[0]?.slot ?? -1);
            const time = now + delay / 4;
            queue.insert(slot, time);
            plain.splice(plain.findLastIndex((other) => other.time <= time) + 1, 0, { slot, time });
            if (slot % 3 === 2) {
              const first = queue.first();
              expect(first).toBe(plain.shift()?.slot);
              now = queue.timeOf(first);
              queue.removeFirst(first);
            }
          }
          expect(drained(queue)).toEqual(plain.map(({ slot }) => slot));
        },
      ),
      { seed: 3, numRuns: 30 },
    );
  });

  it("grows with what it holds", () => {
    const queue = new CalendarQueue(1);
    queue.insert(0, 2);
    queue.grow(2);
    queue.insert(1, 1);
    expect(drained(queue)).toEqual([1, 0]);
  });
});
