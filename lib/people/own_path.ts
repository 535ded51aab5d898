/** Where to go after signing in: a path of this site, else the start. Nothing that a browser reads as another site. */
export function ownPath(next: string | undefined): string {
  // deno-lint-ignore no-control-regex -- browsers drop tabs and line ends from addresses
  if (next === undefined || !/^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(next)) return "/";
  const url = new URL(next, "http://own.invalid");
  if (url.origin !== "http://own.invalid" || /^\/(sign-in|sign-out|setup)$/.test(url.pathname)) {
    return "/";
  }
  const path = url.pathname + url.search + url.hash;
  return path.startsWith("//") ? "/" : path;
}
