import type { VNode } from "preact";
import type { Display } from "../lib/model/people/people_schema.ts";
import { isolated } from "../lib/model/text/text_signs.ts";

export interface DocumentProps {
  title: string;
  /** BCP 47, of the page's own words. */
  lang: string;
  dir?: "ltr" | "rtl";
  /** `null` follows the system. */
  theme: "light" | "dark" | null;
  /** Of the Content-Security-Policy. */
  nonce: string;
  cssHref: string;
  iconHref: string;
  /** Further sheets, such as the maths font's. */
  extraCss: readonly string[];
  /** Fonts to fetch at once, so that nothing moves when they come. */
  fonts: readonly string[];
  bodyHtml: string;
  /** Modules, the hydrating one first. */
  scripts: readonly string[];
  /** Scripts in the page itself. */
  inline: readonly string[];
  bodyClass?: string;
  /** By accommodation; the scale counts in quarters. */
  display?: Display;
  /** Put after the title, as on a browser tab: the school. */
  site?: string;
  /** The browser asks for the page again after so many seconds. */
  refreshS?: number;
  /** It answers a form: loading it again would send that again. */
  answersPost?: boolean;
}

/** The HTML shell around every page. */
export function Document(props: DocumentProps): VNode {
  const { title, lang, dir = "ltr", theme, bodyHtml, bodyClass, site, display, refreshS } = props;
  return (
    <html
      lang={lang}
      dir={dir}
      data-theme={theme ?? undefined}
      data-scale={display && Math.round(display.scale * 4) / 4}
      data-contrast={display?.contrast}
      data-font={display?.font}
      data-answers={props.answersPost ? "post" : undefined}
    >
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content={theme ?? "light dark"} />
        <meta name="format-detection" content="telephone=no" />
        {refreshS !== undefined && <meta http-equiv="refresh" content={String(refreshS)} />}
        <title>{site ? `${isolated(title)} - ${site}` : title}</title>
        <Resources {...props} />
      </head>
      <body
        class={bodyClass}
        // deno-lint-ignore react-no-danger -- rendered, and so escaped, by renderBody()
        dangerouslySetInnerHTML={{ __html: bodyHtml }}
      />
    </html>
  );
}

function Resources(
  { theme, cssHref, iconHref, extraCss, fonts, scripts, inline, nonce }: DocumentProps,
): VNode {
  const bar = { light: "#FFFFFF", dark: "#1B1E22" };
  return (
    <>
      {theme ? <meta name="theme-color" content={bar[theme]} /> : (
        <>
          <meta
            name="theme-color"
            content={bar.light}
            media="(prefers-color-scheme: light)"
          />
          <meta name="theme-color" content={bar.dark} media="(prefers-color-scheme: dark)" />
        </>
      )}
      <link rel="icon" href={iconHref} type="image/svg+xml" />
      {fonts.map((href) => (
        <link
          key={href}
          rel="preload"
          as="font"
          type="font/woff2"
          href={href}
          crossOrigin="anonymous"
        />
      ))}
      {[cssHref, ...extraCss].map((href) => <link key={href} rel="stylesheet" href={href} />)}
      {inline.map((text, i) => (
        // deno-lint-ignore react-no-danger -- built from a file of ours
        <script key={i} nonce={nonce} dangerouslySetInnerHTML={{ __html: text }} />
      ))}
      {scripts.map((src) => <link key={src} rel="modulepreload" href={src} nonce={nonce} />)}
      {scripts[0] && <script type="module" src={scripts[0]} nonce={nonce} />}
    </>
  );
}
