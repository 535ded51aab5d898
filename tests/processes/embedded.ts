/** Environment of a process that a test starts, so that it takes no server over that the test itself runs on. */
export const EMBEDDED: Readonly<Record<string, string>> = {
  MONGODB_URL: "",
  REDIS_URL: "",
  UPSTASH_REDIS_REST_URL: "",
};
