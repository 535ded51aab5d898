import { isIP } from "node:net";

/**
 * What an address is counted by: one IPv4 address, or the /64 of an IPv6 address, which is one household's or one
 * machine's to choose from. What is no address is itself.
 */
export function networkOf(address: string): string {
  const bare = address.split("%")[0]!;
  if (isIP(bare) !== 6) return address;
  const groups = groupsOf(bare);
  // An IPv4 address as a socket for both kinds shows it.
  if (groups.slice(0, 5).every((it) => it === 0) && groups[5] === 0xffff) {
    return [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join(".");
  }
  return `${groups.slice(0, 4).map((it) => it.toString(16)).join(":")}::/64`;
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = "", tail] = withoutDots(address).split("::");
  const numbers = (part: string) =>
    part === "" ? [] : part.split(":").map((it) => parseInt(it, 16));
  const [before, after] = [numbers(head), numbers(tail ?? "")];
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<number>(missing).fill(0), ...after];
}

/** With the last four bytes as two groups, where they are written like an IPv4 address. */
function withoutDots(address: string): string {
  return address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a, b, c, d] = bytes.slice(0, 4).map(Number);
    return `${(a! * 256 + b!).toString(16)}:${(c! * 256 + d!).toString(16)}`;
  });
}
