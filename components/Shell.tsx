import type { ComponentChildren, VNode } from "preact";
import { type NavId, NAVIGATION, type NavItem, ROLE_NAMES } from "../lib/model/home/navigation.ts";
import type { Role } from "../lib/model/people/people_schema.ts";
import { Avatar } from "./Avatar.tsx";
import { Banner } from "./Banner.tsx";
import { Icon } from "./icons.tsx";
import { Logo } from "./Logo.tsx";
import { ACCOUNT_PATH, NOTIFICATIONS_PATH } from "../lib/model/process/paths.ts";

export interface ShellProps {
  user: { name: string; role: Role };
  schoolName: string;
  /** A school made by the demo seed says so on every page. */
  demo: boolean;
  /** `null` on a page that belongs to none of them, such as an error. */
  current: NavId | null;
  /** Notifications not read. */
  unread: number;
  /** Answers waiting for the teacher's marks. */
  markingCount?: number;
  /** Icons only, for pages that need the width. */
  rail?: boolean;
  /** On phones, in place of the school: the page this one belongs to. */
  back?: { href: string; label: string };
  /** `wide` has no greatest width; `flush` also no padding. */
  width?: "content" | "wide" | "flush";
  /** The time at which all this was true, when it is shown from memory; `null`: now. */
  asOf?: string | null;
  children: ComponentChildren;
}

/** The page around everything but the exam: where one is, and who one is. */
export function Shell(props: ShellProps): VNode {
  const { user, current, markingCount = 0, rail = false, back, width = "content" } = props;
  const main = {
    content: "shell__main",
    wide: "shell__main shell__main--wide",
    flush: "shell__main shell__main--wide shell__main--flush",
  };
  return (
    <>
      <a class="skip" href="#main">Skip to content</a>
      <div class={rail ? "shell shell--rail" : "shell"}>
        <header class={back ? "shell__bar shell__bar--back" : "shell__bar"}>
          {back && (
            <a class="shell__back" href={back.href}>
              <Icon name="chevron-left" size={22} class="icon--turns" />
              <span class="vh">Back to</span> <span>{back.label}</span>
            </a>
          )}
          <Brand schoolName={props.schoolName} demo={props.demo} />
          <nav class="shell__nav" aria-label="Main">
            <ul role="list">
              {NAVIGATION[user.role].map((item) => (
                <li key={item.id}>
                  <NavLink
                    item={item}
                    current={item.id === current}
                    count={item.id === "marking" ? markingCount : 0}
                  />
                </li>
              ))}
            </ul>
          </nav>
          <Me user={user} current={current} unread={props.unread} />
        </header>
        <main id="main" class={main[width]} tabIndex={-1}>
          {props.asOf && (
            <div class="shell__stale">
              <Banner tone="warn" title="The school's data cannot be reached right now.">
                You see it as it was at {props.asOf}. Changes can be made when it is back.
              </Banner>
            </div>
          )}
          {props.children}
        </main>
      </div>
    </>
  );
}

function Brand({ schoolName, demo }: { schoolName: string; demo: boolean }): VNode {
  return (
    <a class="shell__brand" href="/">
      <Logo size={30} />
      <span class="shell__names">
        <span class="shell__school">{schoolName}</span>
        {demo
          ? <span class="badge badge--warn">Demo school</span>
          : <span class="shell__product">PersonalLearningPro</span>}
      </span>
    </a>
  );
}

function NavLink(
  { item, current, count }: { item: NavItem; current: boolean; count: number },
): VNode {
  return (
    <a class="shell__link" href={item.href} aria-current={current ? "page" : undefined}>
      <Icon name={item.icon} />
      <span class="shell__label">{item.label}</span>
      {count > 0 && <Count count={count} of="waiting" />}
    </a>
  );
}

/** A figure beside a word; above 99 it says so instead of growing. */
function Count({ count, of }: { count: number; of: string }): VNode {
  return (
    <span class="count">
      {count > 99 ? "99+" : count}
      <span class="vh">{` ${of}`}</span>
    </span>
  );
}

function Me({ user, current, unread }: Pick<ShellProps, "user" | "current" | "unread">): VNode {
  return (
    <div class="shell__me">
      <a
        class="shell__bell"
        href={NOTIFICATIONS_PATH}
        aria-current={current === "notifications" ? "page" : undefined}
      >
        <Icon name="bell" />
        <span class="vh">Notifications</span>
        {unread > 0 && <Count count={unread} of="new" />}
      </a>
      <a
        class="shell__account"
        href={ACCOUNT_PATH}
        aria-current={current === "account" ? "page" : undefined}
      >
        <Avatar name={user.name} />
        <span class="vh">Your account:</span>
        <span class="shell__who">
          <span>{user.name}</span>
          <small>{ROLE_NAMES[user.role]}</small>
        </span>
      </a>
    </div>
  );
}
