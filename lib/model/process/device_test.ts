import assert from "node:assert/strict";
import { deviceName, isHandheld } from "./device.ts";

Deno.test("deviceName() says browser and system", () => {
  const chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36";
  assert.equal(deviceName(`Mozilla/5.0 (Linux; Android 14; K) ${chrome}`), "Chrome on Android");
  assert.equal(deviceName(`Mozilla/5.0 (Windows NT 10.0) ${chrome} Edg/130`), "Edge on Windows");
  assert.equal(
    deviceName("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Version/17 Safari/605.1"),
    "Safari on Mac",
  );
  assert.equal(deviceName("curl/8"), "Unknown device");
  assert.equal(isHandheld("Mozilla/5.0 (Linux; Android 14; K)"), true);
  assert.equal(isHandheld("Mozilla/5.0 (X11; Linux x86_64)"), false);
});
