/** What may be wrong with one feature of a browser, as script that runs before the page's own. */
export interface BrowserFault {
  name: string;
  script: string;
  /** The page cannot reach the server until the fault is gone. */
  away?: "kept" | "unsaved";
  /** The page says that it keeps no copy. */
  loose?: boolean;
}

/** Set in the browser, it lifts the faults that are `away`. */
export const MENDED = "mended=1";

const ABSENT = (of: string, name: string) =>
  `Object.defineProperty(${of}, "${name}", { configurable: true, writable: true, value: undefined });`;
const DENIED = (of: string, name: string) =>
  `Object.defineProperty(${of}, "${name}", { configurable: true, get() { throw new DOMException("denied", "SecurityError"); } });`;
const THROWS = (of: string, name: string, error = "InvalidStateError") =>
  `${of}.${name} = function () { throw new DOMException("${name}", "${error}"); };`;
const IDLE = (of: string, name: string) =>
  `${of}.${name} = function () { return new Promise(() => {}); };`;
/** An object whose every call is one of the same kind, and that never says anything. */
const INERT = `const inert = () => new Proxy(function () {}, {
  get: (_, name) => name === "then" ? undefined : name === Symbol.toPrimitive ? () => "" : inert(),
  set: () => true, apply: () => inert(), construct: () => inert() });`;

/** A store that can be read and takes nothing. */
const STORAGE = [
  ["cannot be read", THROWS("Storage.prototype", "getItem")],
  ["cannot be written", THROWS("Storage.prototype", "setItem")],
  ["is full", THROWS("Storage.prototype", "setItem", "QuotaExceededError")],
  ["is read-only", "Storage.prototype.setItem = Storage.prototype.removeItem = () => {};"],
] as const;

const STORES: BrowserFault[] = ["localStorage", "sessionStorage"].flatMap((store) => [
  { name: `${store} is absent`, script: ABSENT("window", store) },
  { name: `${store} is forbidden`, script: DENIED("window", store) },
]).concat(STORAGE.map(([how, script]) => ({ name: `web storage ${how}`, script })));

/** The browser's database, which answers once `letDatabaseCome()` is called in the page. */
export const LATE_DATABASE = `const { open } = IDBFactory.prototype;
  const mayCome = Promise.withResolvers();
  window.letDatabaseCome = () => mayCome.resolve();
  IDBFactory.prototype.open = function (...args) {
    const late = { onsuccess: null, onerror: null, onupgradeneeded: null };
    mayCome.promise.then(() => {
      const request = open.apply(this, args);
      for (const name of Object.keys(late)) request[name] = (event) => {
        late.result = request.result;
        late[name]?.(event);
      };
    });
    return late;
  };`;

const DATABASE: BrowserFault[] = [
  { name: "indexedDB is absent", script: ABSENT("window", "indexedDB") },
  { name: "indexedDB is forbidden", script: DENIED("window", "indexedDB") },
  { name: "indexedDB throws", script: THROWS("IDBFactory.prototype", "open") },
  {
    name: "indexedDB refuses",
    script: `IDBFactory.prototype.open = () => {
      const request = { error: new DOMException("refused", "UnknownError") };
      setTimeout(() => request.onerror(new Event("error")));
      return request;
    };`,
  },
  {
    name: "indexedDB never answers",
    script: "IDBFactory.prototype.open = () => ({});",
  },
  {
    name: "indexedDB opens and then never answers",
    script: `${INERT} IDBDatabase.prototype.transaction = () => inert();`,
  },
  {
    name: "indexedDB is read-only",
    script: `const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function (stores, mode, options) {
        if (mode !== "readonly") throw new DOMException("read-only", "ReadOnlyError");
        return transaction.call(this, stores, mode, options);
      };`,
  },
  {
    name: "indexedDB is full",
    script: THROWS("IDBObjectStore.prototype", "put", "QuotaExceededError"),
  },
  {
    name: "indexedDB stops to answer while the student writes",
    script: `${INERT} const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function () {
        IDBDatabase.prototype.transaction = () => inert();
        return put.apply(this, arguments);
      };`,
  },
].map((it) => ({ ...it, loose: true }));

const CHANNELS: BrowserFault[] = [
  { name: "BroadcastChannel is absent", script: ABSENT("window", "BroadcastChannel") },
  { name: "BroadcastChannel is forbidden", script: DENIED("window", "BroadcastChannel") },
  { name: "BroadcastChannel throws", script: THROWS("window", "BroadcastChannel") },
  {
    name: "BroadcastChannel cannot say",
    script: THROWS("BroadcastChannel.prototype", "postMessage"),
  },
  {
    name: "BroadcastChannel never says",
    script: "BroadcastChannel.prototype.postMessage = () => {};",
  },
  { name: "WebSocket is absent", script: ABSENT("window", "WebSocket") },
  { name: "WebSocket is forbidden", script: DENIED("window", "WebSocket") },
  { name: "WebSocket throws", script: THROWS("window", "WebSocket", "SecurityError") },
  { name: "WebSocket never opens", script: "window.WebSocket = class { close() {} send() {} };" },
  { name: "WebSocket cannot say", script: THROWS("WebSocket.prototype", "send") },
];

const unless = (script: string) => `if (!document.cookie.includes("${MENDED}")) { ${script} }`;

const REQUESTS: BrowserFault[] = [
  { name: "fetch is absent", script: ABSENT("window", "fetch") },
  { name: "fetch is forbidden", script: DENIED("window", "fetch") },
  { name: "fetch throws", script: THROWS("window", "fetch") },
  { name: "AbortController is absent", script: ABSENT("window", "AbortController") },
  { name: "AbortSignal has no timeout", script: ABSENT("AbortSignal", "timeout") },
  {
    name: "fetch refuses",
    script: unless(`window.fetch = () => Promise.reject(new TypeError("refused"));`),
    away: "kept",
  },
  { name: "fetch never answers", script: unless(IDLE("window", "fetch")), away: "kept" },
  {
    name: "fetch answers half",
    script: unless(`${IDLE("Response.prototype", "text")} ${IDLE("Response.prototype", "json")}`),
    away: "kept",
  },
  {
    name: "neither fetch nor indexedDB answers",
    script: unless(`${IDLE("window", "fetch")} IDBFactory.prototype.open = () => ({});`),
    away: "unsaved",
  },
];

const CLOCKS: BrowserFault[] = [
  { name: "performance is forbidden", script: DENIED("window", "performance") },
  { name: "performance.now throws", script: THROWS("Performance.prototype", "now") },
  { name: "performance.now stands", script: "Performance.prototype.now = () => 5;" },
  {
    name: "performance.now jumps",
    script: `const { now } = Performance.prototype;
      let n = 0;
      Performance.prototype.now = function () {
        return now.call(this) + (++n > 40 ? 7_200_000 : 0);
      };`,
  },
  { name: "Date.now throws", script: THROWS("Date", "now") },
  { name: "Date.now stands", script: "Date.now = () => 5;" },
  {
    name: "Date.now jumps back and on",
    script: `const { now } = Date; let n = 0; Date.now = () => now() + (++n % 2) * 7_200_000;`,
  },
];

const OTHERS: BrowserFault[] = [
  { name: "crypto is absent", script: ABSENT("window", "crypto") },
  { name: "crypto is forbidden", script: DENIED("window", "crypto") },
  { name: "crypto throws", script: THROWS("Crypto.prototype", "getRandomValues") },
  { name: "cookies are forbidden", script: DENIED("Document.prototype", "cookie") },
  { name: "matchMedia is absent", script: ABSENT("window", "matchMedia") },
  { name: "matchMedia throws", script: THROWS("window", "matchMedia") },
  { name: "requestAnimationFrame is absent", script: ABSENT("window", "requestAnimationFrame") },
  { name: "requestAnimationFrame throws", script: THROWS("window", "requestAnimationFrame") },
  { name: "requestAnimationFrame never calls", script: "window.requestAnimationFrame = () => 1;" },
  {
    name: "the address cannot be changed",
    script: THROWS("History.prototype", "replaceState", "SecurityError"),
  },
  { name: "execCommand throws", script: THROWS("Document.prototype", "execCommand") },
  {
    name: "what the product does without is absent",
    script: [
      "requestIdleCallback",
      "ResizeObserver",
      "IntersectionObserver",
      "Notification",
      "structuredClone",
      "caches",
      "SharedWorker",
    ].map((name) => ABSENT("window", name)).join("") +
      ["clipboard", "locks", "serviceWorker", "storage", "sendBeacon", "wakeLock"]
        .map((name) => DENIED("Navigator.prototype", name)).join(""),
  },
];

/**
 * Every feature of a browser that the product uses, in every way it may be wrong. Each browser here has one fault of each of
 * several families that have nothing to do with each other, so that a few dozen sittings meet them all.
 */
export const BROKEN_BROWSERS: readonly BrowserFault[] = [
  ...together(REQUESTS, STORES, CHANNELS),
  ...together(DATABASE, CLOCKS, OTHERS),
];

/** As above, for pages without a database of the browser's and without channels. */
export const BROKEN_FOR_STAFF: readonly BrowserFault[] = together(REQUESTS, STORES, CLOCKS, OTHERS);

function together(...families: readonly (readonly BrowserFault[])[]): BrowserFault[] {
  const most = Math.max(...families.map(({ length }) => length));
  return Array.from({ length: most }, (_, i) => {
    const faults = families.flatMap((family) => family[i] ?? []);
    return {
      ...Object.assign({}, ...faults),
      name: faults.map(({ name }) => name).join("; "),
      script: faults.map(({ script }) => `{ ${script} }`).join("\n"),
    };
  });
}
