import type { ComponentChildren, VNode } from "preact";
import { Hidden } from "./Hidden.tsx";
import { Logo } from "./Logo.tsx";

export interface FormPageProps {
  title: string;
  sub?: ComponentChildren;
  /** Above the card, as an `ErrorSummary` or a `Banner`. */
  notice?: ComponentChildren;
  /** Below the card. */
  foot?: ComponentChildren;
  wide?: boolean;
  /** The form. */
  children: ComponentChildren;
}

/** A page of its own around one form, without navigation: sign in, join, first set-up. */
export function FormPage({ title, sub, notice, foot, wide, children }: FormPageProps): VNode {
  return (
    <main id="main" class={wide ? "form-page form-page--wide calm" : "form-page calm"}>
      <Logo size={44} />
      <div>
        <h1>{title}</h1>
        {sub !== undefined && <p class="muted">{sub}</p>}
      </div>
      {notice}
      <div class="card">
        <div class="card__body">{children}</div>
      </div>
      {foot !== undefined && <div class="form-page__foot">{foot}</div>}
    </main>
  );
}

export interface FormProps {
  action: string;
  method?: "post" | "get";
  id?: string;
  /** For files. */
  multipart?: boolean;
  /** No greatest width. */
  wide?: boolean;
  /** Hidden values sent along. */
  hidden?: Readonly<Record<string, string>>;
  children: ComponentChildren;
}

/** A native form; the server checks, so that errors come in our words and place. */
export function Form(
  { action, method = "post", id, multipart, wide, hidden = {}, children }: FormProps,
): VNode {
  return (
    <form
      id={id}
      class={wide ? "form form--wide" : "form"}
      action={action}
      method={method}
      {...(multipart ? { enctype: "multipart/form-data" } : {})}
      noValidate
    >
      <Hidden values={hidden} />
      {children}
    </form>
  );
}
