import { gunzipSync } from "node:zlib";

/** One answer, as far as a bench looks at it. */
export interface Answer {
  status: number;
  /** The end of the body's last bytes in the buffer; read it before the next request. */
  text(): string;
}

const decoder = new TextDecoder();
const CR = 13;

/**
 * One kept-alive HTTP/1.1 connection that sends bytes made beforehand: a generator shares the machine with the server it
 * measures, so it does as little as it can.
 */
export class HttpConnection implements Disposable {
  readonly #connection: Deno.Conn;
  #buffer = new Uint8Array(65_536);
  /** Bytes in the buffer. */
  #filled = 0;

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  static async open(port: number): Promise<HttpConnection> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connection.setNoDelay(true);
    return new HttpConnection(connection);
  }

  /** @throws {Error} when the connection breaks. */
  async send(request: Uint8Array): Promise<Answer> {
    this.#filled = 0;
    for (let at = 0; at < request.length;) {
      at += await this.#connection.write(request.subarray(at));
    }
    const headEnd = await this.#until(() => this.#endOfHead());
    const head = decoder.decode(this.#buffer.subarray(0, headEnd));
    const end = await this.#endOfBody(head, headEnd);
    const status = Number(head.slice(9, 12));
    const isGzip = /\r\ncontent-encoding: *gzip/i.test(head);
    const body = () => this.#buffer.subarray(headEnd, end);
    return { status, text: () => decoder.decode(isGzip ? gunzipSync(body()) : body()) };
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #endOfBody(head: string, headEnd: number): Promise<number> {
    const status = Number(head.slice(9, 12));
    if (status === 204 || status === 304) return headEnd;
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length !== undefined) {
      const end = headEnd + Number(length);
      return await this.#until(() => this.#filled >= end ? end : -1);
    }
    if (!/\r\ntransfer-encoding: *chunked/i.test(head)) {
      throw new Error(`Cannot read an answer without a length:\n${head}`);
    }
    return await this.#until(() => this.#endsWithLastChunk() ? this.#filled : -1);
  }

  /** Reads until `found` gives a place that is not -1. */
  async #until(found: () => number): Promise<number> {
    for (;;) {
      const place = found();
      if (place !== -1) return place;
      if (this.#filled === this.#buffer.length) this.#grow();
      const count = await this.#connection.read(this.#buffer.subarray(this.#filled));
      if (count === null) throw new Error("The server closed the connection");
      this.#filled += count;
    }
  }

  #endOfHead(): number {
    for (let i = 0; i + 3 < this.#filled; i++) {
      const b = this.#buffer;
      if (b[i] === CR && b[i + 2] === CR && b[i + 1] === 10 && b[i + 3] === 10) return i + 4;
    }
    return -1;
  }

  /** Nothing is pipelined, so an answer that ends so is complete. */
  #endsWithLastChunk(): boolean {
    const end = decoder.decode(this.#buffer.subarray(Math.max(0, this.#filled - 7), this.#filled));
    return end.endsWith("\r\n0\r\n\r\n");
  }

  #grow(): void {
    const larger = new Uint8Array(this.#buffer.length * 2);
    larger.set(this.#buffer);
    this.#buffer = larger;
  }
}
