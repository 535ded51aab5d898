import {
  MongoBulkWriteError,
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
 * Codes of a server that is shutting down, is or was not the primary, ran out of time or space, builds an index, or lets
 * the product in no more, as while its password is changed:
 * https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
 */
const CODES: ReadonlySet<unknown> = new Set([
  ...[50, 64, 89, 91, 189, 262, 6, 7],
  ...[9001, 10_107, 11_600, 11_602, 13_435, 13_436],
  ...[134, 14_031, 12_586, 12_587],
  // 8000 is what Atlas says of an account.
  ...[13, 18, 8000],
]);

/** What a socket says that broke; the driver passes some of them on as they are. */
const NETWORK: ReadonlySet<unknown> = new Set([
  ...["ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"],
  ...["EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND"],
]);

/** Whether an error says that the server is away or overloaded, and not that it refuses what was asked. */
export function isOutage(error: unknown): boolean {
  if (AWAY.some((kind) => error instanceof kind)) return true;
  if (error instanceof MongoBulkWriteError && isCutShort(error)) return true;
  if (error instanceof MongoServerError) return CODES.has(error.code);
  return error instanceof Error && "code" in error && NETWORK.has(error.code);
}

/** Whether no connection of the pool got free in time: the server may be well, and nothing was sent to it. */
export function isPoolFull(error: unknown): boolean {
  // Its class is not exported.
  return error instanceof MongoError && error.name === "MongoWaitQueueTimeoutError";
}

/** Whether what ended a bulk was an outage; the driver keeps that inside. */
function isCutShort({ errorResponse, result, writeErrors }: MongoBulkWriteError): boolean {
  if (errorResponse instanceof Error) return isOutage(errorResponse);
  if (result.getWriteConcernError() !== undefined) return true;
  return [writeErrors].flat().some(({ code }) => CODES.has(code));
}
