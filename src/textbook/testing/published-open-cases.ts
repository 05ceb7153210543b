/**
 * Published numbers of open models: facts with the place they were read. `tolerance` is
 * that of the print (absolute).
 */
export const publishedOpenCases = {
  mmc: {
    source: "mmarzolla/queueing@5de78ea inst/qsmmm.m %!test (ETH ASL2017 slides)",
    input: { arrivalRate: 9, serviceTime: 0.2, servers: 2 },
    expected: { waiting: 7.674, responseTime: 1.053 },
    tolerance: 0.001,
  },
  mmckSeven: {
    source: "mmarzolla/queueing@5de78ea inst/qsmmmk.m %!test",
    input: { arrivalRate: 40, serviceTime: 1 / 30, servers: 3, capacity: 7 },
    expected: { empty: 0.255037, responseTime: 0.036517 },
    tolerance: 1e-6,
  },
  mmckFive: {
    source: "mmarzolla/queueing@5de78ea inst/qsmmmk.m %!test",
    input: { arrivalRate: 3, serviceTime: 0.5, servers: 2, capacity: 5 },
    expected: {
      empty: 0.179334,
      probabilityOfLoss: 0.085113,
      queueLength: 2.00595,
      waitingTime: 0.230857,
    },
    tolerance: 1e-5,
  },
  unequalServers: {
    source:
      "mmarzolla/queueing@5de78ea inst/qsammm.m %!test; servers of 10, 15, 20, 20, 25 per second",
    input: { arrivalRate: 73, serviceTime: 5 / 90, servers: 5 },
    expected: { utilization: 0.81, queueLength: 6.5278 },
    tolerance: { utilization: 0.01, queueLength: 1e-4 },
  },
  bookstore: {
    source:
      "DrQz/pdq-qnm-pkg@4ded6c2 interfaces/R/pdq/demo/bookstore.R header (Gross & Harris 3rd ed. Example 4.1 p.170); the book rounds the wait to 1.14 first",
    network: {
      stations: [
        { name: "browsing", kind: "delay" as const },
        { name: "checkout", kind: "queue" as const, servers: 4 },
      ],
      classes: [{ name: "customer", arrivalRate: 2 / 3, visits: [1, 1], serviceTimes: [45, 4] }],
    },
    expected: { wait: 1.14, checkout: 3.44, all: 33.44 },
    tolerance: 0.02,
  },
  lazowska: {
    source: "mmarzolla/queueing@5de78ea inst/qnos.m %!test (Lazowska et al. p.113)",
    network: {
      stations: [
        { name: "cpu", kind: "queue" as const, servers: 1 },
        { name: "disk 1", kind: "queue" as const, servers: 1 },
        { name: "disk 2", kind: "queue" as const, servers: 1 },
      ],
      classes: [
        {
          name: "job",
          arrivalRate: 0.3,
          visits: [121, 70, 50],
          serviceTimes: [0.005, 0.03, 0.027],
        },
      ],
    },
    expected: { utilization: 0.182, throughput: 36.3, queueLength: 0.222 },
    tolerance: 0.001,
  },
  twoClasses: {
    source: "mmarzolla/queueing@5de78ea inst/qnom.m %!test (Zahorjan/Lazowska p.138)",
    network: {
      stations: [
        { name: "cpu", kind: "queue" as const, servers: 1 },
        { name: "disk", kind: "queue" as const, servers: 1 },
      ],
      classes: [
        { name: "A", arrivalRate: 3 / 19, visits: [10, 9], serviceTimes: [0.1, 1 / 3] },
        { name: "B", arrivalRate: 2 / 19, visits: [5, 4], serviceTimes: [0.4, 1] },
      ],
    },
    expected: { throughput: 1.58, utilization: 0.158, responseTime: 0.158, queueLength: 0.25 },
    tolerance: 0.01,
  },
  twoClassesDelay: {
    source:
      "loretor/JMTNewVersion@ce05dd3 src/test/java/jmt/jmva/AnalyticalTest.java testMultiOpenLI + resources/jmt/jmva/testMultiOpenLI.txt",
    network: {
      stations: [
        { name: "think", kind: "delay" as const },
        { name: "queue 1", kind: "queue" as const, servers: 1 },
        { name: "queue 2", kind: "queue" as const, servers: 1 },
      ],
      classes: [
        { name: "1", arrivalRate: 0.05, visits: [1, 70, 35], serviceTimes: [5, 0.005, 0.015] },
        { name: "2", arrivalRate: 0.05, visits: [1, 120, 20], serviceTimes: [5, 0.002, 0.012] },
      ],
    },
    expected: {
      queueLength: [
        [0.25, 0.018032, 0.027294],
        [0.25, 0.012365, 0.012477],
      ],
      residenceTime: [
        [5, 0.360639, 0.54588],
        [5, 0.247295, 0.249545],
      ],
      responseTime: [5.9065187523762805, 5.496840308733315],
    },
    tolerance: 1e-6,
  },
  timeouts: {
    source: "closed form of Baccelli & Hébuterne (1981), checked by throughput balance",
    cases: [
      { arrivalRate: 1, serviceTime: 1, servers: 1, timeout: 1, abandonment: 1 / 3 },
      { arrivalRate: 3, serviceTime: 1, servers: 3, timeout: 0.5, abandonment: 0.2278481012658228 },
      {
        arrivalRate: 10,
        serviceTime: 1,
        servers: 8,
        timeout: 0.7,
        abandonment: 0.2224246136616035,
      },
    ],
  },
} as const;
