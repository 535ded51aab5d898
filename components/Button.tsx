import type { ButtonHTMLAttributes, ComponentChildren, VNode } from "preact";

export type ButtonLook = "primary" | "plain" | "quiet" | "danger" | "link";

interface Looks {
  /** `plain` unless given; at most one `primary` on a page. */
  look?: ButtonLook;
  /** Small ones stand inside rows. */
  size?: "normal" | "small";
  /** As wide as its place. */
  full?: boolean;
  /** Only an icon is seen; its words go into `label`. */
  icon?: boolean;
  /** Words for the reader where only an icon is seen. */
  label?: string;
  class?: string;
  /** An `Icon` or `Glyph` and words. */
  children: ComponentChildren;
}

export interface ButtonProps
  extends Looks, Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof Looks> {
  /** Keeps its width and takes no second press. */
  busy?: boolean;
}

/** Acts. Submits its form unless `type` says otherwise. */
export function Button(props: ButtonProps): VNode {
  const { look, size, full, icon, label, class: extra, busy, children, type, ...rest } = props;
  return (
    <button
      type={type ?? "submit"}
      class={classes({ look, size, full, icon, class: extra })}
      aria-label={label}
      aria-busy={busy ? "true" : undefined}
      {...rest}
    >
      {children}
    </button>
  );
}

export interface LinkButtonProps extends Looks {
  href: string;
  id?: string;
  /** File name for a download. */
  download?: string | true;
  /** In a new tab, as for print views. */
  newTab?: boolean;
}

/** Goes somewhere, and looks like a button. */
export function LinkButton(
  { look, size, full, icon, label, class: extra, children, newTab, ...rest }: LinkButtonProps,
): VNode {
  return (
    <a
      class={classes({ look, size, full, icon, class: extra })}
      aria-label={label}
      {...(newTab ? { target: "_blank", rel: "noopener" } : {})}
      {...rest}
    >
      {children}
    </a>
  );
}

type Maybe<T> = { [K in keyof T]?: T[K] | undefined };

function classes({ look, size, full, icon, class: extra }: Maybe<Omit<Looks, "children">>): string {
  return [
    "button",
    look && look !== "plain" ? `button--${look}` : "",
    size === "small" ? "button--small" : "",
    full ? "button--full" : "",
    icon ? "button--icon" : "",
    extra ?? "",
  ].filter(Boolean).join(" ");
}

/** Buttons side by side, wrapping. */
export function Buttons(
  { children, end = false }: { children: ComponentChildren; end?: boolean },
): VNode {
  return <div class={end ? "buttons buttons--end" : "buttons"}>{children}</div>;
}
