import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { TextField } from "../../components/TextField.tsx";
import { request } from "../../lib/browser/request.ts";
import { useModal } from "./modal.ts";
import { SIGN_IN_PATH } from "../../lib/model/process/paths.ts";

/** Over the page when the server no longer knows who writes. Nothing is dropped meanwhile. */
export function SignInPanel({ onSignedIn }: { onSignedIn: () => Promise<void> }): VNode {
  const dialog = useModal();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(await signIn(new FormData(event.currentTarget as HTMLFormElement)));
    await onSignedIn();
    setBusy(false);
  }
  return (
    <Dialog
      id="sign-in"
      title="Sign in again to go on. Nothing is lost."
      dialogRef={dialog}
    >
      <form class="stack" onSubmit={onSubmit}>
        <TextField name="name" label="E-mail or username" autocomplete="username" />
        <TextField
          name="password"
          type="password"
          label="Password"
          autocomplete="current-password"
          {...(error !== null && { error })}
        />
        <Button look="primary" busy={busy}>Sign in</Button>
      </form>
    </Dialog>
  );
}

/** @returns What went wrong; `null` when signed in. */
async function signIn(fields: FormData): Promise<string | null> {
  const body = new URLSearchParams();
  for (const [name, value] of fields) body.set(name, String(value));
  const heard = await request(SIGN_IN_PATH, { method: "POST", body, redirect: "manual" });
  if (heard === null) return "No network. Try again in a moment";
  if (heard.redirected || heard.ok) return null;
  return heard.status === 429 ? "Wait a moment, then try again" : "Username or password not right";
}
