// Closed M/M/c by a plain next-event program: the yardstick of speed-table.bench.ts.
// A binary heap of 16 bytes an event, written out; exponential draws by inversion (a logarithm each)
// from xoshiro256++; a first-come line as a ring; the mean response time and a histogram of one
// millisecond a cell, from which the P95 is read. No order among events of one time, no check, no
// series: what a program can leave out that knows one model only.
// An event is an arrival at the station or an end of service.
//
// Usage: next-event users servers serviceTime thinkTime time seed
// Prints: requests, seconds of processor time, throughput, mean response time, P95
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

class Random {
 public:
  explicit Random(uint64_t seed) {
    for (uint64_t& word : state) word = splitMix(seed);
  }
  /** Of mean 1. */
  double exponential() {
    return -std::log((static_cast<double>(next() >> 11) + 0.5) * 0x1p-53);
  }

 private:
  static uint64_t splitMix(uint64_t& seed) {
    uint64_t z = (seed += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  static uint64_t rotated(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  uint64_t next() {
    const uint64_t result = rotated(state[0] + state[3], 23) + state[0];
    const uint64_t shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotated(state[3], 45);
    return result;
  }
  uint64_t state[4];
};

struct Event {
  double time;
  uint32_t user;
  bool endsService;
};

/** Binary heap, the earliest first. */
class Heap {
 public:
  explicit Heap(uint32_t capacity) : events(capacity) {}

  void push(Event event) {
    uint32_t at = size++;
    while (at > 0) {
      const uint32_t parent = (at - 1) / 2;
      if (events[parent].time <= event.time) break;
      events[at] = events[parent];
      at = parent;
    }
    events[at] = event;
  }

  Event pop() {
    const Event first = events[0];
    const Event last = events[--size];
    uint32_t at = 0;
    for (uint32_t child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && events[child + 1].time < events[child].time) child++;
      if (events[child].time >= last.time) break;
      events[at] = events[child];
      at = child;
    }
    events[at] = last;
    return first;
  }

 private:
  std::vector<Event> events;
  uint32_t size = 0;
};

int main(int argc, char** argv) {
  if (argc != 7) return 2;
  const uint32_t users = std::atoi(argv[1]);
  const uint32_t servers = std::atoi(argv[2]);
  const double serviceTime = std::atof(argv[3]);
  const double thinkTime = std::atof(argv[4]);
  const double until = std::atof(argv[5]);
  Random random(std::atoll(argv[6]));

  const std::clock_t begin = std::clock();  // processor time: other programs may run beside it
  Heap events(users + 1);
  std::vector<uint32_t> line(users);
  std::vector<double> sent(users);
  std::vector<uint32_t> cells(100000);
  uint32_t head = 0, waiting = 0, busy = 0;
  uint64_t requests = 0;
  double responseSum = 0;
  for (uint32_t user = 0; user < users; user++) {
    events.push({thinkTime * random.exponential(), user, false});
  }
  for (;;) {
    const Event event = events.pop();
    const double now = event.time;
    if (now > until) break;
    if (!event.endsService) {
      sent[event.user] = now;
      if (busy < servers) {
        busy++;
        events.push({now + serviceTime * random.exponential(), event.user, true});
      } else {
        uint32_t end = head + waiting++;
        if (end >= users) end -= users;
        line[end] = event.user;
      }
      continue;
    }
    const double response = now - sent[event.user];
    responseSum += response;
    cells[std::min<uint64_t>(cells.size() - 1, static_cast<uint64_t>(response * 1000))]++;
    requests++;
    if (waiting > 0) {
      const uint32_t next = line[head];
      if (++head == users) head = 0;
      waiting--;
      events.push({now + serviceTime * random.exponential(), next, true});
    } else {
      busy--;
    }
    events.push({now + thinkTime * random.exponential(), event.user, false});
  }
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  uint64_t below = 0;
  uint32_t cell = 0;
  while (below <= 0.95 * requests) below += cells[cell++];
  std::printf("%llu %.6f %.9g %.9g %.9g\n", static_cast<unsigned long long>(requests), seconds,
              requests / until, responseSum / requests, cell / 1000.0);
  return 0;
}
