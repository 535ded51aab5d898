/**
 * The sentence for whoever runs the product when it does not start: what is wrong and what to do.
 *
 * @returns `null` for a fault of the product's own, which is logged whole.
 */
export function refusedStart(error: Error): string | null {
  if (error instanceof Deno.errors.AddrInUse) {
    return "Cannot listen: another process has this port. Stop it first, or set PORT";
  }
  const { NotCapable, NotFound, PermissionDenied } = Deno.errors;
  if ([NotCapable, NotFound, PermissionDenied].some((it) => error instanceof it)) {
    return `Cannot start: ${error.message}`;
  }
  return error.message.startsWith("Cannot ") ? error.message : null;
}
