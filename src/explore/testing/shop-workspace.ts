/**
 * The files of a small workspace: a made-up shop with two explanations, and names that a page would
 * choke on if it took them for markup. Its levels are a solved platform's (two cores, 40 ms of work
 * a query, a second of thought) with a per cent of noise; they say nothing about any real shop.
 */

/** An endpoint that runs a script wherever it becomes markup. */
export const EVIL = "GET /<img src=x onerror=window.broken=1>";

const levels = `users,duration_s,requests,failures,throughput_rps,mean_ms,p50_ms,p95_ms,p99_ms
10,300,2854,0,9.609,50.6,39.8,125,216
25,300,7080,0,23.36,60.0,43.6,156,264
40,300,11055,0,37.40,84.3,59.2,242,443
55,300,14065,0,46.41,175,112,525,921
70,300,14970,0,50.15,401,308,1050,1800
`;

const model = (title: string, servers: number, connections: number) => `title: "${title}"
source: "made up"
numbers:
  queryTime: { prior: logUniform, range: [5 ms, 200 ms] }
thinkTime: 1 s
endpoints:
  - { name: "${EVIL}", weight: 3, kind: read }
  - { name: "POST /orders", weight: 1, kind: write }
stations:
  - name: api
    kind: delay
    role: api
    work:
      "*": { demand: 10 ms }
  - name: database
    kind: queue
    role: database
    discipline: ps
    servers: ${servers}
    work:
      "*": { demand: queryTime, variation: 1 }
pools:
  - name: connections
    role: connections
    size: ${connections}
    around: [database]
    held: visit
`;

/** Contents by path. */
export const shopWorkspace: Readonly<Record<string, string>> = {
  "headroom.yaml": `name: A <i>shop</i>
campaign: data
policy: models/policy.yaml
hypotheses: models/hypotheses/*.yaml
scenarios: models/scenarios/*.yaml
launch: { users: 40 }
`,
  "data/levels.csv": levels,
  "models/policy.yaml": "safeLimit: { roundTo: 1 users }\n",
  "models/hypotheses/database.yaml": model("The <b>database</b>", 2, 20),
  "models/hypotheses/pool.yaml": model("The pool", 32, 2),
  "models/scenarios/twice.yaml": `title: Twice the pool
levers:
  - { lever: pool.size, to: 2 * pool.size }
`,
};
