/** A queue without any law, replica or limit: what a station of a made-up model begins with. */
export const plainQueue = {
  kind: "queue",
  perReplica: false,
  contention: 0,
  coherency: 0,
  crowding: 0,
  overloadContention: 0,
  overloadCoherency: 0,
  overloadCounts: "platform",
  drift: 0,
  sharedLimit: null,
  delayVariation: null,
  readReplicas: 0,
  replication: 0,
  shards: 1,
  maxConnections: null,
} as const;
