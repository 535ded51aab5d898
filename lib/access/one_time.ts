import { oneTimeEnd } from "../model/access/one_time.ts";
import { hashPassword } from "./passwords.ts";
import { oneTimePassword } from "../people/usernames.ts";

export interface HandedOut {
  /** In the clear, for the paper it is handed out on. */
  secret: string;
  /** What becomes of the person's row. */
  fields: { passwordHash: string; mustChangePassword: true; oneTimeUntilAt: number };
}

/** A new one-time password. @param now When it is handed out. */
export async function handOut(now: number): Promise<HandedOut> {
  const secret = oneTimePassword();
  const passwordHash = await hashPassword(secret);
  return {
    secret,
    fields: { passwordHash, mustChangePassword: true, oneTimeUntilAt: oneTimeEnd(now) },
  };
}
