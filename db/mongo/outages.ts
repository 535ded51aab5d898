import {
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerClosedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from "mongodb";

const AWAY = [
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerClosedError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  // Written, but not where a change of the primary could not undo it.
  MongoWriteConcernError,
];

/**
 * Codes of a server that is shutting down, is or was not the primary, or ran out of time:
 * https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
 */
const CODES: ReadonlySet<unknown> = new Set([
  ...[50, 64, 89, 91, 189, 262, 6, 7],
  ...[9001, 10_107, 11_600, 11_602, 13_435, 13_436],
]);

/** What a socket says that broke; the driver passes some of them on as they are. */
const NETWORK: ReadonlySet<unknown> = new Set([
  ...["ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"],
  ...["EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND"],
]);

/** Whether an error says that the server is away or overloaded, and not that it refuses what was asked. */
export function isOutage(error: unknown): boolean {
  if (AWAY.some((kind) => error instanceof kind)) return true;
  if (error instanceof MongoServerError) return CODES.has(error.code);
  if (error instanceof Error && "code" in error && NETWORK.has(error.code)) return true;
  // Its class is not exported.
  return error instanceof MongoError && error.name === "MongoWaitQueueTimeoutError";
}
