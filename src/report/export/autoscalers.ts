/** Autoscalers of Kubernetes: another replica before the recommended load of each is passed. */
import { commented, type ScaleSettings } from "./export-target.ts";

/** Load that falls for less than this is a pause, not an end. */
const CALM_SECONDS = 300;

export function kubernetesHpa(settings: ScaleSettings): string {
  const { perReplica, least, most, reasons } = settings;
  return [
    ...commented("#", settings, [
      ...reasons,
      "http_requests_per_second must come from a metrics adapter, e.g. prometheus-adapter; name your Deployment.",
    ]),
    "apiVersion: autoscaling/v2",
    "kind: HorizontalPodAutoscaler",
    "metadata:",
    "  name: api",
    "spec:",
    "  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }",
    `  minReplicas: ${least}`,
    `  maxReplicas: ${most}`,
    "  metrics:",
    "    - type: Pods",
    "      pods:",
    "        metric: { name: http_requests_per_second }",
    `        target: { type: AverageValue, averageValue: "${milli(perReplica)}" }`,
    "  behavior:",
    "    scaleUp: { stabilizationWindowSeconds: 0 }",
    `    scaleDown: { stabilizationWindowSeconds: ${CALM_SECONDS} }`,
    "",
  ].join("\n");
}

export function keda(settings: ScaleSettings): string {
  const { perReplica, least, most, reasons } = settings;
  return [
    ...commented("#", settings, [...reasons, "Name your Deployment and your Prometheus."]),
    "apiVersion: keda.sh/v1alpha1",
    "kind: ScaledObject",
    "metadata:",
    "  name: api",
    "spec:",
    "  scaleTargetRef: { name: api }",
    `  minReplicaCount: ${least}`,
    `  maxReplicaCount: ${most}`,
    "  advanced:",
    "    horizontalPodAutoscalerConfig:",
    "      behavior:",
    "        scaleUp: { stabilizationWindowSeconds: 0 }",
    `        scaleDown: { stabilizationWindowSeconds: ${CALM_SECONDS} }`,
    "  triggers:",
    "    - type: prometheus",
    "      metadata:",
    "        serverAddress: http://prometheus:9090",
    '        query: "sum(rate(http_requests_total[1m]))"',
    `        threshold: "${perReplica}"`,
    "",
  ].join("\n");
}

/** As Kubernetes writes fractions: 12.5 → "12500m". */
const milli = (value: number) =>
  Number.isInteger(value) ? String(value) : `${Math.max(1, Math.round(1000 * value))}m`;
