import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { ComponentChild, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Document } from "../components/Document.tsx";
import { Shell } from "../components/Shell.tsx";
import type { Assets } from "../lib/islands/assets.ts";
import { renderBody, type RenderedBody } from "../lib/islands/page.ts";
import { formatTime } from "../lib/model/text/format.ts";
import { densityOf, type NavId } from "../lib/model/home/navigation.ts";
import type { Display } from "../lib/model/people/people_schema.ts";
import { isAskedToMark } from "../lib/access/policy/assignments.ts";
import type { User } from "../lib/access/user.ts";
import { answeredAsOf } from "../lib/store/outage/staleness.ts";
import { type ShellDeps, type ShellFacts, shellFacts } from "../lib/home/shell.ts";
import { type AppEnv, ONCE, requireUser } from "./edge.tsx";
import { sendPage } from "./edge_coding.ts";
import { nonceOf } from "./edge_guard.ts";

export interface PageDeps extends ShellDeps {
  assets: Assets;
  /** Answers that wait for this teacher's marks. */
  markingCount: (user: User) => Promise<number>;
}

export interface BarePage {
  title: string;
  body: ComponentChild;
  /** HTTP status; 200 unless given. */
  status?: 200 | 400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 413 | 429 | 500 | 503;
  /** Further style sheets by their build name, such as `maths.css`. */
  css?: string[];
  /** Students and guardians get larger controls. */
  calm?: boolean;
  lang?: string;
  /** By accommodation: size, contrast and font. */
  display?: Display;
  /** After the title on the browser's tab. */
  site?: string;
  /** The browser asks again after so many seconds. */
  refreshS?: number;
}

export interface ShellPage extends BarePage {
  current: NavId | null;
  /** The narrow navigation, where the page needs the width. */
  rail?: boolean;
  width?: "content" | "wide" | "flush";
  /** What a phone's top bar goes back to. */
  back?: { href: string; label: string };
}

/** Answers with a page that has no navigation: sign-in, set-up, a running test. */
export function barePage(
  c: Context<AppEnv>,
  { assets }: Pick<PageDeps, "assets">,
  it: BarePage,
): Response | Promise<Response> {
  const { html, scripts } = renderBody(it.body, assets);
  const theme = getCookie(c, "theme");
  const document = (
    <Document
      title={it.title}
      lang={it.lang ?? c.get("user")?.locale ?? "en"}
      theme={theme === "light" || theme === "dark" ? theme : null}
      nonce={nonceOf(c)}
      cssHref={assets.url("app.css")}
      iconHref={assets.url("icon.svg")}
      extraCss={(it.css ?? []).map((name) => assets.url(name))}
      fonts={it.css?.includes("maths.css") ? [assets.url("stix-two-math.woff2")] : []}
      scripts={scripts}
      inline={inlineOf(assets, { html, scripts })}
      bodyHtml={html}
      answersPost={c.req.method === "POST"}
      bodyClass={it.calm ? "calm" : "dense"}
      {...(it.site && { site: it.site })}
      {...(it.refreshS !== undefined && { refreshS: it.refreshS })}
      {...(it.display && { display: it.display })}
    />
  );
  return sendPage(c, "<!doctype html>" + renderToString(document), it.status ?? 200);
}

/** What sees to it that scripts arrive, and what forms need that make something. */
function inlineOf(assets: Assets, { html, scripts }: RenderedBody): string[] {
  return [
    ...(scripts.length > 0 ? [assets.text("arrival")] : []),
    ...(html.includes(`name="${ONCE}"`) ? [assets.text("used_keys")] : []),
  ];
}

/** Answers with a page of a signed-in person, inside the navigation of the role. */
export async function page(c: Context<AppEnv>, deps: PageDeps, it: ShellPage): Promise<Response> {
  const user = requireUser(c);
  const [facts, markingCount] = await Promise.all([
    shellFacts(deps, user),
    isAskedToMark(user) ? deps.markingCount(user) : 0,
  ]);
  return await barePage(c, deps, {
    ...it,
    calm: densityOf(user.role) === "calm",
    site: facts.schoolName,
    body: framed(it, { user, facts, markingCount }),
  });
}

function framed(
  it: ShellPage,
  { user, facts, markingCount }: { user: User; facts: ShellFacts; markingCount: number },
): VNode {
  const asOf = answeredAsOf();
  return (
    <Shell
      user={{ name: user.name, role: user.role }}
      schoolName={facts.schoolName}
      demo={facts.demo}
      current={it.current}
      unread={facts.unread}
      markingCount={markingCount}
      rail={it.rail ?? false}
      width={it.width ?? "content"}
      asOf={asOf === null
        ? null
        : formatTime(asOf, { locale: user.locale, timeZone: facts.timeZone })}
      {...(it.back && { back: it.back })}
    >
      {it.body}
    </Shell>
  );
}
