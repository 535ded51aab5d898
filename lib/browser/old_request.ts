/** As `fetch`, over `XMLHttpRequest`: follows redirections, and does not outlive the page. */
export function sendOldWay(path: string, asked: RequestInit = {}): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(asked.method ?? "GET", path);
    new Headers(asked.headers).forEach((value, name) => request.setRequestHeader(name, value));
    request.onerror = request.onabort = () => reject(new TypeError("Cannot reach the server"));
    request.onload = () => {
      const { status } = request;
      const headers = new Headers();
      for (const line of request.getAllResponseHeaders().trim().split("\r\n")) {
        const [name = "", ...value] = line.split(": ");
        if (name !== "") headers.append(name, value.join(": "));
      }
      const body = status === 204 ? null : request.responseText;
      resolve(new Response(body, { status, headers }));
    };
    asked.signal?.addEventListener("abort", () => request.abort());
    request.send(asked.body as XMLHttpRequestBodyInit | undefined ?? null);
  });
}
