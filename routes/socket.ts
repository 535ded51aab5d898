import { Hono } from "hono";
import { upgradeWebSocket } from "hono/deno";
import type { WSContext } from "hono/ws";
import type { Limiter } from "../lib/process/limits.ts";
import type { Connection } from "../lib/live/connection.ts";
import type { LiveHub } from "../lib/live/hub.ts";
import { DomainError } from "../lib/model/process/errors.ts";
import { networkOf } from "../lib/process/network.ts";
import { type AppEnv, requireUser } from "./edge.tsx";

export interface SocketDeps {
  hub: LiveHub;
  limiter: Limiter;
}

/** `/ws`, one per tab. Origin and person are checked before the upgrade; nothing secret is in the URL. */
export function sockets({ hub, limiter }: SocketDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/", async (c) => {
    const user = requireUser(c);
    const session = c.get("session")!;
    if (c.req.header("upgrade")?.toLowerCase() !== "websocket") {
      throw new DomainError("invalid", "Open this as a WebSocket");
    }
    await limiter.take("socket", networkOf(c.get("client").address));
    let connection: Connection | null = null;
    return upgradeWebSocket(c, {
      onOpen(_event, ws) {
        connection = hub.connect(user, session.id, outlet(ws));
      },
      onMessage({ data }) {
        connection?.receive(data);
      },
      onClose: () => connection?.end(),
      onError: () => connection?.end(),
    }, { idleTimeout: 30 });
  });
  return app;
}

function outlet(
  ws: WSContext<WebSocket>,
): {
  send: (text: string) => void;
  buffered: () => number;
  close: (code: number, reason: string) => void;
} {
  return {
    send: (text) => ws.raw?.readyState === WebSocket.OPEN && ws.send(text),
    buffered: () => ws.raw?.bufferedAmount ?? 0,
    close: (code, reason) => ws.close(code, reason),
  };
}
