import type { Role } from "../people/people_schema.ts";

export type NavId =
  | "home"
  | "tests"
  | "progress"
  | "questions"
  | "marking"
  | "classes"
  | "due"
  | "results"
  | "marking-load"
  | "people"
  | "settings"
  | "schools"
  | "audit"
  | "account"
  | "notifications";

/** Icons of the navigation, by their lucide names. */
export type NavIcon =
  | "house"
  | "file-text"
  | "trending-up"
  | "library"
  | "clipboard-check"
  | "users"
  | "calendar-days"
  | "graduation-cap"
  | "settings"
  | "school"
  | "scroll-text";

export interface NavItem {
  id: NavId;
  label: string;
  href: string;
  icon: NavIcon;
}

const HOME: NavItem = { id: "home", label: "Home", href: "/", icon: "house" };
const TESTS: NavItem = { id: "tests", label: "Tests", href: "/tests", icon: "file-text" };
const PEOPLE: NavItem = { id: "people", label: "People", href: "/people", icon: "users" };
const CLASSES: NavItem = {
  id: "classes",
  label: "Classes",
  href: "/classes",
  icon: "graduation-cap",
};

/** What stands in the sidebar and the bottom bar, at most five per role. */
export const NAVIGATION: Readonly<Record<Role, readonly NavItem[]>> = {
  student: [
    HOME,
    TESTS,
    { id: "progress", label: "Progress", href: "/progress", icon: "trending-up" },
  ],
  teacher: [
    HOME,
    TESTS,
    { id: "questions", label: "Questions", href: "/questions", icon: "library" },
    { id: "marking", label: "Marking", href: "/marking", icon: "clipboard-check" },
    { ...CLASSES, icon: "users" },
  ],
  parent: [
    HOME,
    { id: "due", label: "Due", href: "/due", icon: "calendar-days" },
    { id: "results", label: "Results", href: "/results", icon: "trending-up" },
  ],
  principal: [
    { ...HOME, label: "Overview" },
    CLASSES,
    {
      id: "marking-load",
      label: "Marking load",
      href: "/school/marking",
      icon: "clipboard-check",
    },
    PEOPLE,
  ],
  "school_admin": [
    HOME,
    PEOPLE,
    CLASSES,
    { id: "settings", label: "Settings", href: "/settings", icon: "settings" },
  ],
  admin: [
    { id: "schools", label: "Schools", href: "/schools", icon: "school" },
    { id: "audit", label: "Audit", href: "/audit", icon: "scroll-text" },
  ],
};

/** What the first page of a role is called. */
export function homeTitle(role: Role): string {
  return NAVIGATION[role].find(({ id }) => id === HOME.id)?.label ?? HOME.label;
}

/** The role in words, as under a person's name. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  student: "Student",
  teacher: "Teacher",
  parent: "Guardian",
  principal: "Principal",
  "school_admin": "School office",
  admin: "Administrator",
};

const DENSITIES: Readonly<Record<Role, "calm" | "dense">> = {
  student: "calm",
  teacher: "dense",
  parent: "calm",
  principal: "dense",
  "school_admin": "dense",
  admin: "dense",
};

/** Class of the body: `calm` where people write and read, `dense` where staff decide. */
export function densityOf(role: Role): "calm" | "dense" {
  return DENSITIES[role];
}
