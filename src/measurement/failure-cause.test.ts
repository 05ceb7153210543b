import { describe, expect, it } from "vitest";
import { type FailureCause, failureCause } from "./failure-cause.ts";

const refused =
  "ConnectionError(MaxRetryError(\"HTTPConnectionPool(host='shop.test', port=8080): Max retries exceeded with url: /shop (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x....>: Failed to establish a new connection: [Errno 111] Connection refused'))\"))";

describe("failureCause", () => {
  it.each<[string, FailureCause]>([
    [refused, "refusal"],
    [
      refused.replace(
        "[Errno 111] Connection refused",
        "[Errno 99] Cannot assign requested address",
      ),
      "generator",
    ],
    [
      refused.replace("[Errno 111] Connection refused", "[Errno 110] Connection timed out"),
      "time-out",
    ],
    [
      refused.replace("[Errno 111] Connection refused", "[Errno -2] Name or service not known"),
      "generator",
    ],
    ["HTTPError('503 Server Error: Service Unavailable for url: /a')", "refusal"],
    ["HTTPError('429 Client Error: Too Many Requests for url: /a')", "rate limit"],
    ["HTTPError('500 Server Error: Internal Server Error for url: /a')", "other"],
    ["HTTPError('404 Client Error: Not Found for url: /items/503')", "other"],
    ["503 Service Unavailable", "refusal"],
    ["asyncpg.exceptions.TooManyConnectionsError: sorry, too many clients already", "refusal"],
    [
      "FATAL:  remaining connection slots are reserved for non-replication superuser connections",
      "refusal",
    ],
    ["no more connections allowed (max_client_conn)", "refusal"],
    [
      "QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00",
      "time-out",
    ],
    ["couldn't get a connection after 30.00 sec", "time-out"],
    ["503", "refusal"],
    ["status 503", "refusal"],
    ["HTTP 429", "rate limit"],
    ["504/Gateway Time-out", "time-out"],
    ["status.find.is(200), but actually found 503", "refusal"],
    ["status.find.in(200,201), found 429", "rate limit"],
    ["j.u.c.TimeoutException: Request timeout to shop.test after 60000 ms", "time-out"],
    ["i.n.c.ConnectTimeoutException: connection timed out", "time-out"],
    ["j.i.IOException: Premature close", "refusal"],
    [
      "Non HTTP response code: java.net.SocketTimeoutException Non HTTP response message: Read timed out",
      "time-out",
    ],
    [
      "Non HTTP response code: org.apache.http.conn.HttpHostConnectException Non HTTP response message: Connect to shop:80 failed: Connection refused",
      "refusal",
    ],
    [
      "Non HTTP response code: java.net.BindException Non HTTP response message: Address already in use: connect",
      "generator",
    ],
    [
      "Non HTTP response code: org.apache.http.NoHttpResponseException Non HTTP response message: shop:80 failed to respond",
      "refusal",
    ],
    [
      'Get "http://s/a": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      "time-out",
    ],
    ['Get "http://s/a": dial tcp 10.0.0.1:80: connect: connection refused', "refusal"],
    [
      'Get "http://s/a": dial tcp 10.0.0.1:80: connect: cannot assign requested address',
      "generator",
    ],
    ['Get "http://s/a": dial tcp 10.0.0.1:80: socket: too many open files', "generator"],
    ['Get "http://s/a": EOF', "refusal"],
    ["dial: lookup s on 127.0.0.11:53: no such host", "generator"],
    ["request timeout", "time-out"],
    ["read tcp 10.0.0.2:5000->10.0.0.1:80: read: connection reset by peer", "refusal"],
    ["ConnectionResetError(10054, 'An existing connection was forcibly closed')", "refusal"],
    ['OSError(49, "Can\'t assign requested address")', "generator"],
    ["ECONNREFUSED", "refusal"],
    ["ETIMEDOUT", "time-out"],
    ["RemoteDisconnected('Remote end closed connection without response')", "refusal"],
    ["expected 200, got 500", "other"],
    ["order 429 was not found", "other"],
    ["Assertion failed: body does not contain 503 items", "other"],
    ["CatchResponseError('wrong total')", "other"],
    ["", "other"],
  ])("%s: %s", (error, cause) => expect(failureCause(error)).toBe(cause));
});
