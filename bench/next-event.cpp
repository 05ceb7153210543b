// Closed M/M/c by a plain next-event program: the yardstick of simulation.bench.ts.
// A binary heap (std::priority_queue) of events ordered by (time, number), a first-come queue,
// exponential draws by inversion from xoshiro128**, the mean response time and the busy servers
// over time. Prints: events, seconds, throughput, mean response time. An event is an arrival at
// the station, a start of service or an end of service: three for each request.
//
// Usage: next-event users servers serviceTime thinkTime requests seed
#include <ctime>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <queue>
#include <vector>

static uint32_t state[4];

static inline uint32_t rotated(uint32_t x, int k) { return (x << k) | (x >> (32 - k)); }

static inline uint32_t nextWord() {
  const uint32_t result = rotated(state[1] * 5, 7) * 9;
  const uint32_t shifted = state[1] << 9;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotated(state[3], 11);
  return result;
}

static inline double exponential(double mean) {
  return -std::log((nextWord() + 0.5) / 4294967296.0) * mean;
}

struct Event {
  double time;
  uint64_t number;
  uint32_t user;
  bool endsService;
};

struct Later {
  bool operator()(const Event& a, const Event& b) const {
    return a.time > b.time || (a.time == b.time && a.number > b.number);
  }
};

int main(int argc, char** argv) {
  if (argc != 7) return 2;
  const uint32_t users = std::atoi(argv[1]);
  const uint32_t servers = std::atoi(argv[2]);
  const double serviceTime = std::atof(argv[3]);
  const double thinkTime = std::atof(argv[4]);
  const uint64_t requests = std::atoll(argv[5]);
  uint32_t word = std::atoi(argv[6]);
  for (uint32_t& s : state) s = (word = word * 1664525u + 1013904223u);

  const std::clock_t begin = std::clock();  // processor time: other programs may run beside it
  std::priority_queue<Event, std::vector<Event>, Later> events;
  std::deque<uint32_t> waiting;
  std::vector<double> sent(users);
  uint64_t number = 0, arrivals = 0, starts = 0, ends = 0;
  uint32_t busy = 0;
  double now = 0, last = 0, busyTime = 0, responseSum = 0;
  for (uint32_t user = 0; user < users; user++) {
    events.push({exponential(thinkTime), number++, user, false});
  }
  while (ends < requests) {
    const Event event = events.top();
    events.pop();
    now = event.time;
    busyTime += busy * (now - last);
    last = now;
    if (event.endsService) {
      ends++;
      responseSum += now - sent[event.user];
      events.push({now + exponential(thinkTime), number++, event.user, false});
      if (waiting.empty()) {
        busy--;
      } else {
        const uint32_t user = waiting.front();
        waiting.pop_front();
        starts++;
        events.push({now + exponential(serviceTime), number++, user, true});
      }
    } else {
      arrivals++;
      sent[event.user] = now;
      if (busy < servers) {
        busy++;
        starts++;
        events.push({now + exponential(serviceTime), number++, event.user, true});
      } else {
        waiting.push_back(event.user);
      }
    }
  }
  const double seconds =
      static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("%llu %.6f %.9g %.9g %.9g\n", (unsigned long long)(arrivals + starts + ends), seconds,
              ends / now, responseSum / ends, busyTime / now);
  return 0;
}
