/** Every program that settings can be written for. */
import { keda, kubernetesHpa } from "./autoscalers.ts";
import { asyncpgPool, hikariPool, nodePostgresPool, sqlalchemyPool } from "./connection-pools.ts";
import { type ExportTarget, ofPool, ofRate, ofScale } from "./export-target.ts";
import { grafanaDashboard } from "./grafana-dashboard.ts";
import { pgbouncer } from "./pgbouncer.ts";
import { prometheusRules } from "./prometheus-rules.ts";
import { envoyRateLimit, nginxRateLimit } from "./rate-limits.ts";

export type ExportName =
  | "prometheus"
  | "grafana"
  | "nginx"
  | "envoy"
  | "hikaricp"
  | "sqlalchemy"
  | "asyncpg"
  | "node-postgres"
  | "pgbouncer"
  | "hpa"
  | "keda";

export const exportTargets: Readonly<Record<ExportName, ExportTarget>> = {
  prometheus: {
    what: "Prometheus alert rules for the zones",
    file: "headroom.rules.yml",
    write: prometheusRules,
  },
  grafana: {
    what: "Grafana dashboard of the zones",
    file: "headroom.dashboard.json",
    write: grafanaDashboard,
  },
  nginx: { what: "nginx rate limit", file: "headroom.conf", write: ofRate(nginxRateLimit) },
  envoy: { what: "Envoy local rate limit", file: "ratelimit.yaml", write: ofRate(envoyRateLimit) },
  hikaricp: { what: "HikariCP pool", file: "application.properties", write: ofPool(hikariPool) },
  sqlalchemy: { what: "SQLAlchemy pool", file: "pool.py", write: ofPool(sqlalchemyPool) },
  asyncpg: { what: "asyncpg pool", file: "pool.py", write: ofPool(asyncpgPool) },
  "node-postgres": {
    what: "node-postgres pool",
    file: "pool.js",
    write: ofPool(nodePostgresPool),
  },
  pgbouncer: { what: "PgBouncer pool", file: "pgbouncer.ini", write: pgbouncer },
  hpa: {
    what: "Kubernetes HorizontalPodAutoscaler",
    file: "hpa.yaml",
    write: ofScale(kubernetesHpa),
  },
  keda: { what: "KEDA ScaledObject", file: "scaledobject.yaml", write: ofScale(keda) },
};
