import type { ComponentChildren, VNode } from "preact";
import { Logo } from "./Logo.tsx";

export interface ErrorCardProps {
  /** What failed, as "Not here, or not yours to see". */
  title: string;
  /** What is safe, and what to do. */
  children?: ComponentChildren;
  /** The request's id, for whoever helps. */
  reference?: string;
  /** The way out: buttons or links. */
  actions: ComponentChildren;
}

/** What failed, what is safe, and how to go on. Holds the page's h1. */
export function ErrorCard({ title, children, reference, actions }: ErrorCardProps): VNode {
  return (
    <div class="error-card">
      <div class="stack stack--tight">
        <h1>{title}</h1>
        {children && <div class="muted">{children}</div>}
      </div>
      <div class="buttons">{actions}</div>
      {reference && (
        <p class="error-card__reference">
          Reference <code>{reference}</code>
        </p>
      )}
    </div>
  );
}

/** An error on a page of its own, for those who are not signed in. */
export function ErrorPage({ children }: { children: ComponentChildren }): VNode {
  return (
    <main id="main" class="form-page form-page--wide">
      <Logo size={44} />
      {children}
    </main>
  );
}
