/** What is read without the engine is what the engine reads: row for row, or nothing. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { RandomStream } from "../../random/random-stream.ts";
import { type Engine, literal, openEngine } from "./engine.ts";
import { rawFile } from "./raw-file.ts";
import { csvTable } from "./raw-table.ts";
import { keptRows } from "./sample-select.ts";
import { storePlain } from "./store-plain.ts";
import { selectOf } from "./store-samples.ts";

let folder = "";
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headroom-plain-"));
  engine = await openEngine("test");
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(() => {
  vi.doUnmock("hyparquet-writer");
});

const columns = "ends, ms, path, error, users";
const header =
  "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,failureMessage,bytes,allThreads,Latency";
const row = "1767225600123,45,GET /,200,OK,Users 1-1,true,,512,7,40";
const failed = "1767225600999,1045,GET /item,500,Internal Server Error,Users 1-2,false,,512,8,40";

function fileOf(text: string) {
  const at = join(folder, "log.jtl");
  writeFileSync(at, text);
  const file = rawFile(at, "log.jtl", "jmeter-csv");
  if (file === undefined) throw new Error("not recognized");
  return { file, raw: csvTable(file, "fast") };
}

/** The rows as they are stored without the engine; null where some row is not plain. */
async function plainRows(text: string) {
  const { file, raw } = fileOf(text);
  const path = join(folder, "rows.parquet");
  if (!(await storePlain(file, raw, path, () => {}))) return null;
  return await engine.rows(`SELECT ${columns} FROM read_parquet(${literal(path)}) ORDER BY ALL`);
}

async function engineRows(text: string) {
  const { file, raw } = fileOf(text);
  const options = { place: 0, several: false, withThread: false };
  const select = selectOf("jmeter-csv", raw, file, options);
  return await engine.rows(`SELECT ${columns} FROM (${keptRows(select)}) ORDER BY ALL`);
}

const log = (...rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;

describe("storePlain", () => {
  it.each([
    ["successes and failures", log(row, failed)],
    ["line ends of Windows", log(row, failed).replaceAll("\n", "\r\n")],
    ["a last row without its line end", log(row, failed).trimEnd()],
    ["the same on Windows", log(row, failed).trimEnd().replaceAll("\n", "\r\n")],
    ["semicolons", log(row, failed).replaceAll(",", ";")],
    [
      "no header",
      `${row.replace(",true,,512,7,40", ",text,true,,512,120,7,7,http://shop.test,40,0,0")}\n`,
    ],
    [
      "blanks around and empty labels",
      log(row.replace("GET /", " GET / "), row.replace("GET /", "")),
    ],
    ["a failure message", log(failed.replace(",false,,", ",false, took too long ,"))],
    ["neither code nor message", log(failed.replace("500,Internal Server Error", " , "))],
    ["a message only", log(failed.replace("500,", " ,"))],
    [
      "a long message",
      log(failed.replace("Internal", "Non HTTP response message: Connection reset")),
    ],
    ["a week", log(row.replace(",45,", ",604800000,"))],
    ["two columns of one name", log(row).replace("bytes", "label")],
  ])("stores what the engine would: %s", async (_, text) => {
    const rows = await plainRows(text);
    expect(rows?.length).toBeGreaterThan(0);
    expect(rows).toEqual(await engineRows(text));
  });

  it.each([
    ["a quote", log(row.replace("GET /", 'GET "/'))],
    ["letters beyond ASCII", log(row.replace("GET /", "GET /é"))],
    ["a row too short", log(row, row.replace(",40", ""))],
    ["a row too long", log(row, `${row},1`)],
    ["a blank line", log(row, "", row)],
    ["blanks around a number", log(row.replace(",45,", ", 45,"))],
    ["a fraction", log(row.replace(",45,", ",45.5,"))],
    ["a time below 0", log(row.replace(",45,", ",-45,"))],
    ["no time", log(row.replace(",45,", ",,"))],
    ["more than a week", log(row.replace(",45,", ",604800001,"))],
    ["a time stamp in seconds", log(row.replace("1767225600123", "1767225600"))],
    ["TRUE for true", log(row.replace("true", "TRUE"))],
    ["no users", log(row.replace(",7,", ",,"))],
    [
      "a transaction",
      log(
        row.replace(
          "OK",
          "Number of samples in transaction : 2, number of failing samples : 0".replace(",", ";"),
        ),
      ),
    ],
    ["no row at all", log()],
    ["line ends of two kinds", log(row, `${row}\r`, row)],
    ["a row cut off", log(row, row).slice(0, -20)],
  ])("leaves to the engine: %s", async (_, text) => {
    expect(await plainRows(text)).toBeNull();
  });

  it("leaves all to the engine where hyparquet-writer is not installed", async () => {
    vi.doMock("hyparquet-writer", () => {
      throw Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
    });
    expect(await plainRows(log(row, failed))).toBeNull();
  });

  it("stores many rows and labels, in several groups", async () => {
    const many = 150_000;
    const rows = Array.from(
      { length: many },
      (_, i) =>
        `${1767225600000 + i},${i % 977},GET /${i % 70_001},${i % 3 === 0 ? `503,busy ${i % 300}` : "200,OK"},t,${i % 3 !== 0},,1,${i % 9},1`,
    );
    const { file, raw } = fileOf(`${header}\n${rows.join("\n")}\n`);
    const path = join(folder, "rows.parquet");
    expect(await storePlain(file, raw, path, () => {})).toBe(true);
    const select = selectOf("jmeter-csv", raw, file, {
      place: 0,
      several: false,
      withThread: false,
    });
    const stored = `SELECT ${columns} FROM read_parquet(${literal(path)})`;
    const wanted = `SELECT ${columns} FROM (${keptRows(select)})`;
    const [found] = await engine.rows(
      `SELECT (SELECT count(*) FROM (${stored}))::DOUBLE AS rows,
        (SELECT count(*) FROM (${stored} EXCEPT ALL ${wanted}))::DOUBLE AS others`,
    );
    expect(found).toEqual({ rows: many, others: 0 });
  });

  it("stores what the engine would, or nothing, whatever byte is changed", async () => {
    const stream = RandomStream.fromSeed(1);
    const bytes = [0, 9, 10, 13, 32, 34, 44, 45, 46, 48, 57, 59, 101, 127];
    let stored = 0;
    for (let i = 0; i < 150; i++) {
      const text = Buffer.from(log(row, failed, row));
      const place =
        header.length + 1 + Math.floor(stream.uniform() * (text.length - header.length - 1));
      text[place] = bytes[Math.floor(stream.uniform() * bytes.length)] ?? 0;
      const changed = text.toString("latin1");
      const rows = await plainRows(changed);
      if (rows === null) continue;
      stored++;
      expect(rows).toEqual(await engineRows(changed));
    }
    expect(stored).toBeGreaterThan(30);
  });
});
