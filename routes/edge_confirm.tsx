import type { Context } from "hono";
import { Button, LinkButton } from "../components/Button.tsx";
import { Hidden } from "../components/Hidden.tsx";
import { PageHead } from "../components/PageHead.tsx";
import type { NavId } from "../lib/model/home/navigation.ts";
import type { AppEnv } from "./edge.tsx";
import { page, type PageDeps } from "./edge_page.tsx";

export interface Confirm {
  title: string;
  /** What happens, and what is safe. */
  text: string;
  /** Where the form goes, with what; the words name the act and its object. */
  action: { href: string; label: string; hidden?: Readonly<Record<string, string>> };
  /** Where one came from. */
  back: { href: string; label: string };
  /** On the way back; "Cancel" unless given. */
  keep?: string;
  current: NavId;
  danger?: boolean;
}

/** Asks once more before something that is not easily undone. */
export async function confirmPage(
  c: Context<AppEnv>,
  deps: PageDeps,
  { title, text, action, back, keep = "Cancel", current, danger = false }: Confirm,
): Promise<Response> {
  const body = (
    <div class="narrow stack">
      <PageHead title={title} crumbs={[back]} />
      <p>{text}</p>
      <form class="buttons" method="post" action={action.href}>
        <Hidden values={action.hidden ?? {}} />
        <Button look={danger ? "danger" : "primary"}>{action.label}</Button>
        <LinkButton href={back.href} look="quiet">{keep}</LinkButton>
      </form>
    </div>
  );
  return await page(c, deps, { title, body, current, back });
}
