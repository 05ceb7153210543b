import { describe, expect, it } from "vitest";
import { parseTraffic } from "./parse-traffic.ts";

function parsed(text: string) {
  const result = parseTraffic(text, "traffic.csv");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}
function problems(text: string) {
  const result = parseTraffic(text, "traffic.csv");
  return result.ok ? [] : result.problems.map(({ line, message }) => `${line}: ${message}`);
}

describe("parseTraffic", () => {
  it("reads days in any order", () => {
    const { unit, days, hourly } = parsed("time,users\n2024-03-01,20\n2024-02-29,10\n");
    expect(unit).toBe("users");
    expect(hourly).toBe(false);
    // 2024-02-29 is day 19,782 since 1970.
    expect(days).toEqual([
      { day: 19_782, value: 10 },
      { day: 19_783, value: 20 },
    ]);
  });

  it("takes what a spreadsheet calls a date for the time", () => {
    const asTime = parsed("time,users\n2024-03-01,20\n");
    expect(parsed("Date,users\n2024-03-01,20\n")).toEqual(asTime);
    expect(parsed('users,"timestamp"\r\n20,2024-03-01\r\n')).toEqual(asTime);
  });

  it("knows the columns of German and French sheets, and days with points", () => {
    const users = parsed("time,users\n2024-03-01,20\n2024-03-02,1200\n");
    expect(parsed("Datum;Nutzer\n01.03.2024;20\n02.03.2024;1200\n")).toEqual(users);
    expect(parsed("Tag;Gleichzeitige Nutzer\n1.3.2024;20\n2.3.2024;1200\n")).toEqual(users);
    expect(parsed("Jour;Utilisateurs\n2024-03-01;20\n2024-03-02;1200\n")).toEqual(users);
    expect(parsed("Datum;Sitzungen\n01.03.2024;20\n").unit).toBe("sessions");
    expect(parsed("Datum;Sitzungen pro Stunde\n01.03.2024;20\n").unit).toBe("sessions");
    expect(parsed("Date,Requests/s\n2024-03-01,20\n").unit).toBe("rate");
    expect(parsed("Datum;Anfragen pro Sekunde\n01.03.2024;20,5\n").days[0]?.value).toBe(20.5);
    // A rate a minute is none a second.
    expect(problems("Date,rpm\n2024-03-01,20\n")[0]).toContain("unknown column");
    expect(problems("Datum;Nutzer\n31.02.2024;20\n")[0]).toContain("expected a date");
  });

  it("takes the highest hour of each day by the file's own clock, without days that are cut", () => {
    const hours = (date: string, from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => {
        const hour = String(from + i).padStart(2, "0");
        return `${date} ${hour}:00+09:00,${100 + from + i}`;
      });
    const text = [
      "time,sessions",
      ...hours("2024-03-01", 20, 24),
      ...hours("2024-03-02", 0, 24),
      ...hours("2024-03-03", 0, 24),
    ].join("\n");
    const { days, hourly, partial } = parsed(text);
    expect(hourly).toBe(true);
    expect(partial).toEqual([19_783]);
    expect(days).toEqual([
      { day: 19_784, value: 123 },
      { day: 19_785, value: 123 },
    ]);
  });

  it("says where a date, a value or a column is wrong", () => {
    expect(problems("time,users\nsoon,5\n")).toEqual(['2: time: expected a date, got "soon"']);
    expect(problems("time,users\n2024-03-01,\n")).toEqual([
      "2: expected one of users, rate, sessions, got none",
    ]);
    expect(problems("time,users,rate\n2024-03-01,5,\n2024-03-02,,5\n")).toEqual([
      "1: both users and rate are given",
    ]);
    expect(problems("week,users\n2024-03-01,5\n")[0]).toMatch(/^1: /);
    expect(problems("time,users\n2024-03-01,-5\n")[0]).toMatch(/^2: /);
  });

  it("reads the other separators of spreadsheets, whatever the time is called", () => {
    const asTime = parsed("time,users\n2024-03-01,20\n");
    expect(parsed("Date;Users\n2024-03-01;20\n")).toEqual(asTime);
    expect(parsed("users\tdate\n20\t2024-03-01\n")).toEqual(asTime);
  });

  it("knows how long each month is, and that a day ends at 24:00", () => {
    for (const date of ["2026-02-29", "2026-04-31 09:00", "2026/02/30", "2026-2-31T10:00:00Z"]) {
      expect(problems(`time,users\n${date},5\n`)).toEqual([
        `2: time: expected a date, got "${date}"`,
      ]);
    }
    expect(parsed("time,users\n2024-02-29,5\n").days).toEqual([{ day: 19_782, value: 5 }]);
    expect(parsed("time,users\n2024-02-29 24:00,5\n").days).toEqual([{ day: 19_783, value: 5 }]);
  });

  it("does not choose between two values of one time, and says which day it is", () => {
    const result = parseTraffic("time,users\n2024-03-01,5\n2024-03-01,6\n", "traffic.csv");
    expect(result.ok || result.problems).toEqual([
      {
        ...{ file: "traffic.csv", line: 3, column: 1 },
        message: "the time 2024-03-01 stands in line 2 already",
        hint: "delete one of the two; where they are parts of one total, add them up",
      },
    ]);
  });
});
