import { describe, expect, it } from "vitest";
import { usersInName } from "./users-in-name.ts";

describe("usersInName", () => {
  it.each([
    ["runs/u36_result_stats.csv", 36],
    ["N100_stats.csv", 100],
    ["100_users_stats.csv", 100],
    ["load-users-50.json", 50],
    ["soy_a_u8_stats.csv", 8],
    ["oltp_64threads.log", 64],
    ["res.thr1000.txt", 1000],
    ["runs/50_users/stats.json", 50],
    ["u10/2024/run_stats.csv", 10],
    ["u10/u20_stats.csv", 20],
    ["u10_5m.csv", 10],
    ["10_users_s3.csv", 10],
    ["20_rps_50_users.csv", 50],
    ["test-50vu-2024-01-10.json", 50],
    ["50_users_2024.csv", 50],
  ])("finds the users in %s", (name, users) => expect(usersInName(name)).toBe(users));

  it.each([
    "results_36.csv",
    "2024-01-01.csv",
    "u10_then_u20_stats.csv",
    "u5/u10_then_u20_stats.csv",
    "u10_then_20_users_stats.csv",
    "v2/run.json",
    "n1-standard-4/run_stats.csv",
    "c5/run_stats.csv",
    "u18-24/run_stats.csv",
    "u0_stats.csv",
    "menu5.csv",
    "10_users_per_sec_stats.csv",
    "ramp_10_users_every_30s_stats.csv",
    "arrivals_10_users.json",
    "50users-per-second.csv",
    "20_users_s.csv",
    "5-users-a-minute_stats.csv",
    "30vus_every_min.json",
    "100_users_per_sec/stats.json",
    "",
  ])("does not guess from %j", (name) => expect(usersInName(name)).toBeNull());
});
