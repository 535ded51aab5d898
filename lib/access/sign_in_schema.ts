import { z } from "zod";
import { WhoSchema } from "../model/people/person_command_schema.ts";

/** What one signs in with, as typed. */
export const SignInShape = {
  name: z.string("Enter your e-mail or username").trim().min(1, "Enter your e-mail or username")
    .max(254, "This is too long"),
  password: z.string("Enter your password").min(1, "Enter your password").max(
    1_000,
    "This is too long",
  ),
};

/** The same as a program sends it. */
export const SignInSchema = z.strictObject({
  name: SignInShape.name.meta({ description: "E-mail or username; capitals do not matter" }),
  password: SignInShape.password,
  keep: z.boolean().default(false).meta({
    description:
      "Keep the session for 14 days after each use, and its cookie when the browser ends",
  }),
}).meta({ id: "SignIn" });

/** Who signed in. */
export const SignedInSchema = WhoSchema.extend({
  mustChangePassword: z.boolean().meta({
    description:
      "The password was a one-time one: until another is chosen at `/account/password`, " +
      "everything but signing in and out answers 403 `forbidden/password`",
  }),
}).meta({ id: "SignedIn" });
