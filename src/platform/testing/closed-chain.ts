/**
 * The birth–death chain of k = 0…N at one station, every state summed: births
 * min((N − k)/away, limit), deaths rate(k). The textbook's way, without any shortcut.
 */
export function closedChain(
  users: number,
  rate: (present: number) => number,
  away: number,
  limit = Number.POSITIVE_INFINITY,
): { readonly throughput: number; readonly timeAtStation: number; readonly offered: number } {
  const N = users;
  const birth = (k: number) => Math.min((N - k) / away, limit);
  const logs = [0];
  for (let k = 1; k <= N; k++) {
    logs.push((logs[k - 1] as number) + Math.log(birth(k - 1) / rate(k)));
  }
  const highest = logs.reduce((a, b) => Math.max(a, b));
  const sums = { weight: 0, present: 0, completed: 0, asked: 0 };
  for (const [k, log] of logs.entries()) {
    const weight = Math.exp(log - highest);
    sums.weight += weight;
    sums.present += weight * k;
    if (k > 0) sums.completed += weight * rate(k);
    sums.asked += (weight * (N - k)) / away;
  }
  return {
    throughput: sums.completed / sums.weight,
    timeAtStation: sums.present / sums.completed,
    offered: sums.asked / sums.weight,
  };
}
