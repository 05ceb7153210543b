/**
 * Exact solution of several classes over multi-server queues and delays.
 *
 * Exact for product-form networks (Baskett, Chandy, Muntz & Palacios, JACM 22(2), 1975):
 * processor sharing on c servers with any demand per class; first-come-first-served with
 * exponential service equal for all classes; delays. For first-come-first-served with unequal
 * service times use `multiclassMultiserver` (approximate) or `exactFcfsPool`.
 *
 * Normalizing constants by convolution over the lattice of populations (Reiser & Kobayashi, IBM
 * J. Res. Dev. 19(3), 1975). A station's term is built level by level: H_j(n) = Σ_r D_r·H_(j-1)
 * (n - e_r) is the weight with exactly j users there, and beyond c users levels sum to a
 * geometric tail, so only sums of non-negative numbers occur.
 */
import {
  assemble,
  type FlatNetwork,
  flatten,
  type MulticlassNetwork,
  type MulticlassSolution,
  requireProductForm,
} from "./multiclass-network.ts";
import { iterateSchweitzer } from "./schweitzer.ts";

/** Populations kept in one array; 2^24 doubles are 128 MB, a handful are alive at a time. */
const MOST_POPULATIONS = 2 ** 24;

/** Weight of the empty network: low, for the scaled constants grow by up to e per user. */
const EMPTY = 1e-250;

/** Scaled constants stay inside a double up to here: EMPTY·e^1200 < 1e308. */
const MOST_USERS = 1200;

interface Lattice {
  readonly R: number;
  /** Cells of all populations, in an array with a border of zeros below each class. */
  readonly cells: Int32Array;
  readonly size: number;
  readonly strides: readonly number[];
  readonly full: number;
}

/**
 * Solves the network exactly. Cost ∏(N_r + 1)·R·Σ min(c_k, N) per multi-server station left out;
 * 3 classes of 30 users with a pool of 10 take some tens of milliseconds.
 *
 * @throws RangeError if a number is out of range, there are more than 2^24 populations or more
 *   than 1200 users in all
 */
export function multiclassConvolution(network: MulticlassNetwork): MulticlassSolution {
  const flat = flatten(network);
  requireProductForm(network);
  const { R, K, users, delays, demands, servers } = flat;
  const lattice = latticeOf(users);
  const scales = expectedThroughputs(flat);
  const scaled = demands.map((demand, i) => demand * (scales[Math.floor(i / K)] ?? 0));
  const flows = (k: number) => Array.from({ length: R }, (_, r) => scaled[r * K + k] ?? 0);

  const base = delayConstants(
    lattice,
    users,
    delays.map((delay, r) => delay * (scales[r] ?? 0)),
  );
  const multi: number[] = [];
  for (let k = 0; k < K; k++) {
    if (servers[k] === 1) spread(base, lattice, flows(k));
    else multi.push(k);
  }
  const whole = Float64Array.from(base);
  for (const k of multi) addServers(whole, lattice, flows(k), servers[k] ?? 0);
  const constant = whole[lattice.full] ?? 0;

  const throughputs = new Float64Array(R);
  for (let r = 0; r < R; r++) {
    const less = whole[lattice.full - (lattice.strides[r] ?? 0)] ?? 0;
    throughputs[r] = (scales[r] ?? 0) * (less / constant);
  }
  const residences = new Float64Array(R * K);
  for (let k = 0; k < K; k++) {
    // met(n) / G(n): 1 + the users met at one server; mean slowing by sharing at c servers.
    let met: Float64Array;
    if (servers[k] === 1) {
      met = Float64Array.from(whole);
      spread(met, lattice, flows(k));
    } else {
      const others = Float64Array.from(base);
      for (const j of multi) if (j !== k) addServers(others, lattice, flows(j), servers[j] ?? 0);
      met = addServers(others, lattice, flows(k), servers[k] ?? 0);
    }
    for (let r = 0; r < R; r++) {
      const demand = demands[r * K + k] ?? 0;
      const from = (users[r] ?? 0) > 0 ? lattice.full - (lattice.strides[r] ?? 0) : lattice.full;
      residences[r * K + k] = demand * ((met[from] ?? 0) / (whole[from] ?? 0));
    }
  }
  return assemble(network, flat, throughputs, residences);
}

function latticeOf(users: Float64Array): Lattice {
  const R = users.length;
  const populations = users.reduce((product, n) => product * (n + 1), 1);
  const all = users.reduce((sum, n) => sum + n, 0);
  if (populations > MOST_POPULATIONS || all > MOST_USERS) {
    throw new RangeError(
      `users must make at most ${MOST_POPULATIONS} populations of ${MOST_USERS}, got ${populations} of ${all}`,
    );
  }
  const strides: number[] = [];
  let size = 1;
  for (const n of users) {
    strides.push(size);
    size *= n + 2;
  }
  const cells = new Int32Array(populations);
  const digits = new Int32Array(R);
  let cell = strides.reduce((sum, stride) => sum + stride, 0);
  for (let i = 0; i < populations; i++) {
    cells[i] = cell;
    for (let r = 0; r < R; r++) {
      if ((digits[r] ?? 0) < (users[r] ?? 0)) {
        digits[r] = (digits[r] ?? 0) + 1;
        cell += strides[r] ?? 0;
        break;
      }
      cell -= (digits[r] ?? 0) * (strides[r] ?? 0);
      digits[r] = 0;
    }
  }
  return { R, cells, size, strides, full: cells[populations - 1] ?? 0 };
}

/** Rough throughputs of the classes; scaling by them keeps constants within a double. */
function expectedThroughputs(flat: FlatNetwork): Float64Array {
  const { R, K, servers } = flat;
  // Seidmann's servers: one c times as fast, and a delay for the rest of the service.
  const delays = Float64Array.from(flat.delays);
  const demands = flat.demands.map((demand, i) => demand / (servers[i % K] ?? 0));
  for (let i = 0; i < R * K; i++) {
    const r = Math.floor(i / K);
    delays[r] = (delays[r] ?? 0) + (flat.demands[i] ?? 0) - (demands[i] ?? 0);
  }
  const { throughputs } = iterateSchweitzer({ ...flat, delays, demands });
  return throughputs.map((X) => (X > 0 ? X : 1));
}

function delayConstants(lattice: Lattice, users: Float64Array, delays: Float64Array): Float64Array {
  const { cells, strides, R, size } = lattice;
  const G = new Float64Array(size);
  const digits = new Int32Array(R);
  for (const [i, cell] of cells.entries()) {
    if (i === 0) G[cell] = EMPTY;
    else {
      // From the neighbor with one user less of the lowest class present.
      const r = digits.findIndex((n) => n > 0);
      const less = G[cell - (strides[r] ?? 0)] ?? 0;
      G[cell] = (less * (delays[r] ?? 0)) / (digits[r] ?? 0);
    }
    for (let r = 0; r < R; r++) {
      if ((digits[r] ?? 0) < (users[r] ?? 0)) {
        digits[r] = (digits[r] ?? 0) + 1;
        break;
      }
      digits[r] = 0;
    }
  }
  return G;
}

/** G ← Σ_j (levels of one server): G(n) += Σ_r D_r·G(n - e_r), in rising order. */
function spread(G: Float64Array, lattice: Lattice, flows: readonly number[]): void {
  const { cells, strides } = lattice;
  for (const cell of cells) {
    let sum = G[cell] ?? 0;
    for (const [r, flow] of flows.entries()) sum += flow * (G[cell - (strides[r] ?? 0)] ?? 0);
    G[cell] = sum;
  }
}

/**
 * G ← G ⊕ station of c servers; returns Σ_j (j/min(j, c))·(weight of j-1 users), the same sum
 * for what a visit meets.
 */
function addServers(
  G: Float64Array,
  lattice: Lattice,
  flows: readonly number[],
  servers: number,
): Float64Array {
  const { cells, strides } = lattice;
  const level = Float64Array.from(G);
  const raise = (divisor: number) => {
    for (let i = cells.length - 1; i >= 0; i--) {
      const cell = cells[i] ?? 0;
      let sum = 0;
      for (const [r, flow] of flows.entries()) {
        sum += flow * (level[cell - (strides[r] ?? 0)] ?? 0);
      }
      level[cell] = sum / divisor;
    }
  };
  for (let j = 1; j < servers; j++) {
    raise(j);
    for (const cell of cells) G[cell] = (G[cell] ?? 0) + (level[cell] ?? 0);
  }
  raise(servers);
  // From here on every level is the one before times the flows over c.
  const met = Float64Array.from(G);
  const tail = level;
  const slowed = Float64Array.from(level, (weight) => (weight * (servers + 1)) / servers);
  for (const cell of cells) {
    let sum = tail[cell] ?? 0;
    let slow = slowed[cell] ?? 0;
    for (const [r, flow] of flows.entries()) {
      const less = cell - (strides[r] ?? 0);
      sum += (flow / servers) * (tail[less] ?? 0);
      slow += (flow / servers) * ((slowed[less] ?? 0) + (tail[less] ?? 0) / servers);
    }
    tail[cell] = sum;
    slowed[cell] = slow;
    G[cell] = (G[cell] ?? 0) + sum;
    met[cell] = (met[cell] ?? 0) + slow;
  }
  return met;
}
