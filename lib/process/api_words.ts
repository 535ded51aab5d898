/** What the description of the API says before its operations. */
export const ABOUT = [
  "What has to do with tests, questions, taking, marking, results and people can be done here by the " +
  "rules of the pages: what a person may not see on a page they do not get from here either. Classes, " +
  "years, subjects, settings, guardians and one's own account are pages alone. `POST /api/session` " +
  "signs in.",
  "Bodies are JSON in UTF-8 unless an operation says otherwise, 1 MiB at most. A field that is not " +
  "described is refused. Moments are milliseconds since 1970-01-01T00:00Z by the server's clock, " +
  "lengths of time are milliseconds, names ending in `At` and `Ms`.",
  "Failures are `application/problem+json` (RFC 9457). Programs go by `code`, people by `title`. " +
  "Where a status is not listed it is a fault of the server: 500, with a `requestId` that is in its " +
  "log. Any address answers 405 with `Allow` to a method that it does not take.",
  "Sent again: what makes something takes an `Idempotency-Key`; with the same key and body the same " +
  "person gets what was made the first time. What changes something takes the `rev` that was read, " +
  "and answers 409 `conflict/stale` where somebody changed it since.",
  "While a store is away, reads may come from memory: then the header `X-Data-As-Of` says of when. " +
  "Lists are in `items`; where there is a `next` that is not null, send it as `after`.",
].join("\n\n");

export const ABOUT_COOKIE =
  "Set by `POST /api/session` and by the sign-in page; a secret of 256 bits. Behind TLS it is called " +
  "`__Host-plp_session`, on plain http `plp_session`. It ends 12 hours after its last use (14 days " +
  "with `keep`), 30 days after it began, or at `DELETE /api/session`. Sent with a POST, PUT, PATCH or " +
  "DELETE it needs the own `Origin` too.";

export const ABOUT_ORIGIN =
  "The school's own origin, such as `https://school.example`: its `PUBLIC_URL`. Whatever changes " +
  "something is refused (403 `forbidden/csrf`) when its `Sec-Fetch-Site` is not `same-origin`, when " +
  "its `Origin` is another, and when it has a cookie and neither of both. Browsers send these " +
  "headers by themselves; programs must send `Origin`.";
