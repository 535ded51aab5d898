import type { Context } from "hono";
import type { VNode } from "preact";
import { Button, LinkButton } from "../components/Button.tsx";
import { ErrorCard, ErrorPage } from "../components/ErrorCard.tsx";
import type { AppEnv } from "./edge.tsx";
import { barePage, type PageDeps } from "./edge_page.tsx";

const REFRESH_S = 5;
/** Longest form that is offered again, in UTF-16 code units; the way back in the browser is left for others. */
const MAX_FORM_LENGTH = 200_000;

/**
 * Reads nothing, since nothing may be readable; a page that was asked for is asked for again by itself.
 *
 * @param why The outage in a sentence for whoever asked; what follows it is said by the page in words of its own.
 */
export async function outagePage(
  c: Context<AppEnv>,
  deps: PageDeps,
  why: string,
): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  const href = pathname + search;
  const title = why.split(". ")[0]!;
  if (c.req.method === "GET") {
    return await shown(c, deps, <Asked title={title} href={href} />, REFRESH_S);
  }
  return await shown(c, deps, <Sent title={title} href={href} fields={await fieldsOf(c)} />);
}

async function shown(
  c: Context<AppEnv>,
  deps: PageDeps,
  card: VNode,
  refreshS?: number,
): Promise<Response> {
  return await barePage(c, deps, {
    title: "Not reachable",
    status: 503,
    body: <ErrorPage>{card}</ErrorPage>,
    ...(refreshS !== undefined && { refreshS }),
  });
}

function Asked({ title, href }: { title: string; href: string }): VNode {
  return (
    <ErrorCard
      title={title}
      actions={<LinkButton href={href} look="primary">Try again</LinkButton>}
    >
      <p>Nothing you saved is lost. This page tries again by itself every few seconds.</p>
    </ErrorCard>
  );
}

interface SentProps {
  title: string;
  href: string;
  /** What was typed, to be sent again; `null` when this page may not hold it. */
  fields: [string, string][] | null;
}

function Sent({ title, href, fields }: SentProps): VNode {
  if (fields === null) {
    return (
      <ErrorCard
        title={title}
        actions={<LinkButton href="/" look="primary">Back to the start</LinkButton>}
      >
        <p>
          What you just sent was not kept. Go back in your browser and send it again in a moment.
          Everything you saved before is safe.
        </p>
      </ErrorCard>
    );
  }
  return (
    <ErrorCard
      title={title}
      actions={
        <form method="post" action={href}>
          {fields.map(([name, value], i) => (
            <input key={i} type="hidden" name={name} value={value} />
          ))}
          <Button look="primary">Send it again</Button>
        </form>
      }
    >
      <p>
        What you just sent was not kept yet. This page holds it: keep it open, and send it again in
        a moment. Everything you saved before is safe.
      </p>
    </ErrorCard>
  );
}

/** The form's fields as they were sent; `null` for one with a password or a file, or too long. */
async function fieldsOf(c: Context<AppEnv>): Promise<[string, string][] | null> {
  // Any failure: of the body; what an outage is told with has been read before, or is not offered again.
  const form = await c.req.formData().catch(() => null);
  const fields: [string, string][] = [];
  let length = 0;
  for (const [name, value] of form ?? []) {
    if (typeof value !== "string" || /password|code/i.test(name)) return null;
    fields.push([name, value]);
    length += name.length + value.length;
  }
  return form === null || length > MAX_FORM_LENGTH ? null : fields;
}
