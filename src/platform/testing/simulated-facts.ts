/**
 * Facts of two simulated platforms: their parameters, and long-run throughput and response times
 * under some of the changes. Event-by-event runs of a million requests each; half-widths of the
 * 95 % interval some 0.2 % for throughput, 0.3 to 3 % for response times (widest at the knee).
 */
import type { SimulatedLevel, SimulatedSystem } from "./simulated-system.ts";

export interface SimulatedFact extends SimulatedLevel {
  readonly change: string;
}

export interface SimulatedFacts {
  readonly name: string;
  readonly system: SimulatedSystem;
  readonly facts: readonly SimulatedFact[];
}

export const simulatedFacts: readonly SimulatedFacts[] = [
  {
    name: "the pool is the bottleneck",
    system: {
      thinkTime: 1.4,
      workers: 200,
      pool: 10,
      cores: 32,
      replicas: 0,
      cacheClass: "browse",
      halveClass: "search",
      classes: [
        {
          name: "browse",
          weight: 0.6,
          kind: "read",
          apiMean: 0.008,
          apiCv: 1.0,
          dbMean: 0.04,
          dbCv: 1.2,
        },
        {
          name: "search",
          weight: 0.25,
          kind: "read",
          apiMean: 0.012,
          apiCv: 1.0,
          dbMean: 0.11,
          dbCv: 1.5,
        },
        {
          name: "order",
          weight: 0.15,
          kind: "write",
          apiMean: 0.02,
          apiCv: 1.0,
          dbMean: 0.09,
          dbCv: 1.0,
        },
      ],
    },
    facts: [
      {
        change: "baseline",
        users: 10,
        throughput: 6.77388,
        response: {
          mean: 0.0759521,
          p50: 0.0468972,
          p90: 0.158341,
          p95: 0.228131,
          p99: 0.473621,
        },
      },
      {
        change: "baseline",
        users: 200,
        throughput: 132.941,
        response: {
          mean: 0.102987,
          p50: 0.0732148,
          p90: 0.209657,
          p95: 0.278658,
          p99: 0.509486,
        },
      },
      {
        change: "baseline",
        users: 300,
        throughput: 153.752,
        response: {
          mean: 0.553573,
          p50: 0.538444,
          p90: 0.76853,
          p95: 0.849267,
          p99: 1.05757,
        },
      },
      {
        change: "baseline",
        users: 400,
        throughput: 153.891,
        response: {
          mean: 1.19932,
          p50: 1.18271,
          p90: 1.45298,
          p95: 1.54486,
          p99: 1.75855,
        },
      },
      {
        change: "baseline",
        users: 500,
        throughput: 154.113,
        response: {
          mean: 1.84163,
          p50: 1.82471,
          p90: 2.11879,
          p95: 2.21775,
          p99: 2.47323,
        },
      },
      {
        change: "pool_x2",
        users: 300,
        throughput: 203.117,
        response: {
          mean: 0.0762437,
          p50: 0.0474811,
          p90: 0.158219,
          p95: 0.227764,
          p99: 0.472525,
        },
      },
      {
        change: "pool_x2",
        users: 500,
        throughput: 307.38,
        response: {
          mean: 0.223136,
          p50: 0.205781,
          p90: 0.363421,
          p95: 0.428035,
          p99: 0.645387,
        },
      },
      {
        change: "pool_x5",
        users: 400,
        throughput: 270.773,
        response: {
          mean: 0.0757688,
          p50: 0.0468667,
          p90: 0.157551,
          p95: 0.227601,
          p99: 0.471742,
        },
      },
      {
        change: "workers_x2",
        users: 500,
        throughput: 153.881,
        response: {
          mean: 1.84717,
          p50: 1.8293,
          p90: 2.13659,
          p95: 2.23983,
          p99: 2.46943,
        },
      },
      {
        change: "replicas_plus1",
        users: 300,
        throughput: 189.352,
        response: {
          mean: 0.183975,
          p50: 0.149674,
          p90: 0.363886,
          p95: 0.444156,
          p99: 0.658519,
        },
      },
      {
        change: "replicas_plus1",
        users: 500,
        throughput: 194.135,
        response: {
          mean: 1.17565,
          p50: 1.27552,
          p90: 1.57933,
          p95: 1.6802,
          p99: 1.91272,
        },
      },
      {
        change: "replicas_plus2",
        users: 500,
        throughput: 334.08,
        response: {
          mean: 0.097043,
          p50: 0.0661614,
          p90: 0.201102,
          p95: 0.273484,
          p99: 0.504768,
        },
      },
      {
        change: "cache60",
        users: 300,
        throughput: 192.395,
        response: {
          mean: 0.160153,
          p50: 0.106165,
          p90: 0.401205,
          p95: 0.496374,
          p99: 0.734744,
        },
      },
      {
        change: "cache60",
        users: 500,
        throughput: 197.506,
        response: {
          mean: 1.12932,
          p50: 1.5035,
          p90: 1.92279,
          p95: 2.03776,
          p99: 2.29293,
        },
      },
      {
        change: "demand_half",
        users: 300,
        throughput: 191.064,
        response: {
          mean: 0.168084,
          p50: 0.151318,
          p90: 0.3024,
          p95: 0.357379,
          p99: 0.498241,
        },
      },
      {
        change: "demand_half",
        users: 500,
        throughput: 194.758,
        response: {
          mean: 1.16788,
          p50: 1.16001,
          p90: 1.36453,
          p95: 1.42826,
          p99: 1.57099,
        },
      },
    ],
  },
  {
    name: "the database cores are the bottleneck",
    system: {
      thinkTime: 1.2,
      workers: 150,
      pool: 60,
      cores: 8,
      replicas: 0,
      cacheClass: "detail",
      halveClass: "detail",
      classes: [
        {
          name: "list",
          weight: 0.5,
          kind: "read",
          apiMean: 0.005,
          apiCv: 1.0,
          dbMean: 0.02,
          dbCv: 1.5,
        },
        {
          name: "detail",
          weight: 0.35,
          kind: "read",
          apiMean: 0.008,
          apiCv: 1.0,
          dbMean: 0.045,
          dbCv: 1.5,
        },
        {
          name: "update",
          weight: 0.15,
          kind: "write",
          apiMean: 0.01,
          apiCv: 1.0,
          dbMean: 0.06,
          dbCv: 1.0,
        },
      ],
    },
    facts: [
      {
        change: "baseline",
        users: 10,
        throughput: 8.06261,
        response: {
          mean: 0.0415091,
          p50: 0.0256485,
          p90: 0.0890823,
          p95: 0.127633,
          p99: 0.252592,
        },
      },
      {
        change: "baseline",
        users: 200,
        throughput: 160.671,
        response: {
          mean: 0.0448704,
          p50: 0.02714,
          p90: 0.0971489,
          p95: 0.140434,
          p99: 0.279126,
        },
      },
      {
        change: "baseline",
        users: 300,
        throughput: 226.911,
        response: {
          mean: 0.12262,
          p50: 0.0618298,
          p90: 0.281426,
          p95: 0.426789,
          p99: 0.914163,
        },
      },
      {
        change: "baseline",
        users: 400,
        throughput: 230.079,
        response: {
          mean: 0.539523,
          p50: 0.439892,
          p90: 0.900418,
          p95: 1.18693,
          p99: 2.12036,
        },
      },
      {
        change: "baseline",
        users: 500,
        throughput: 229.98,
        response: {
          mean: 0.974102,
          p50: 0.879955,
          p90: 1.33871,
          p95: 1.62358,
          p99: 2.56058,
        },
      },
      {
        change: "pool_x2",
        users: 300,
        throughput: 226.534,
        response: {
          mean: 0.123839,
          p50: 0.0625312,
          p90: 0.284598,
          p95: 0.432417,
          p99: 0.921522,
        },
      },
      {
        change: "pool_x2",
        users: 500,
        throughput: 230.277,
        response: {
          mean: 0.970719,
          p50: 0.742797,
          p90: 1.66143,
          p95: 2.23999,
          p99: 4.11891,
        },
      },
      {
        change: "pool_x5",
        users: 400,
        throughput: 229.993,
        response: {
          mean: 0.541114,
          p50: 0.288532,
          p90: 1.2399,
          p95: 1.83499,
          p99: 3.78893,
        },
      },
      {
        change: "workers_x2",
        users: 500,
        throughput: 230.197,
        response: {
          mean: 0.972255,
          p50: 0.87806,
          p90: 1.34037,
          p95: 1.62505,
          p99: 2.5596,
        },
      },
      {
        change: "replicas_plus1",
        users: 300,
        throughput: 240.359,
        response: {
          mean: 0.0466209,
          p50: 0.0282738,
          p90: 0.0998383,
          p95: 0.144314,
          p99: 0.295352,
        },
      },
      {
        change: "replicas_plus1",
        users: 500,
        throughput: 310.811,
        response: {
          mean: 0.407484,
          p50: 0.342338,
          p90: 0.723687,
          p95: 0.970883,
          p99: 1.84708,
        },
      },
      {
        change: "replicas_plus2",
        users: 500,
        throughput: 402.88,
        response: {
          mean: 0.0426192,
          p50: 0.0261778,
          p90: 0.0915977,
          p95: 0.131423,
          p99: 0.261073,
        },
      },
      {
        change: "cache60",
        users: 300,
        throughput: 242.415,
        response: {
          mean: 0.0367493,
          p50: 0.0198316,
          p90: 0.0841155,
          p95: 0.124589,
          p99: 0.256375,
        },
      },
      {
        change: "cache60",
        users: 500,
        throughput: 314.954,
        response: {
          mean: 0.38539,
          p50: 0.337409,
          p90: 0.747533,
          p95: 0.994399,
          p99: 1.79514,
        },
      },
      {
        change: "demand_half",
        users: 300,
        throughput: 241.453,
        response: {
          mean: 0.0411935,
          p50: 0.0246801,
          p90: 0.0891723,
          p95: 0.130033,
          p99: 0.263705,
        },
      },
      {
        change: "demand_half",
        users: 500,
        throughput: 297.453,
        response: {
          mean: 0.482795,
          p50: 0.409415,
          p90: 0.769803,
          p95: 0.992784,
          p99: 1.69719,
        },
      },
    ],
  },
];
