import type { Role } from "../people/people_schema.ts";
import {
  AUDIT_PATH,
  CLASSES_PATH,
  DUE_PATH,
  MARKING_PATH,
  PEOPLE_PATH,
  PROGRESS_PATH,
  QUESTIONS_PATH,
  RESULTS_PATH,
  SCHOOL_MARKING_PATH,
  SCHOOLS_PATH,
  SETTINGS_PATH,
  TESTS_PATH,
} from "../process/paths.ts";

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
const TESTS: NavItem = { id: "tests", label: "Tests", href: TESTS_PATH, icon: "file-text" };
const PEOPLE: NavItem = { id: "people", label: "People", href: PEOPLE_PATH, icon: "users" };
const CLASSES: NavItem = {
  id: "classes",
  label: "Classes",
  href: CLASSES_PATH,
  icon: "graduation-cap",
};

/** What stands in the sidebar and the bottom bar, at most five per role. */
export const NAVIGATION: Readonly<Record<Role, readonly NavItem[]>> = {
  student: [
    HOME,
    TESTS,
    { id: "progress", label: "Progress", href: PROGRESS_PATH, icon: "trending-up" },
  ],
  teacher: [
    HOME,
    TESTS,
    { id: "questions", label: "Questions", href: QUESTIONS_PATH, icon: "library" },
    { id: "marking", label: "Marking", href: MARKING_PATH, icon: "clipboard-check" },
    { ...CLASSES, icon: "users" },
  ],
  parent: [
    HOME,
    { id: "due", label: "Due", href: DUE_PATH, icon: "calendar-days" },
    { id: "results", label: "Results", href: RESULTS_PATH, icon: "trending-up" },
  ],
  principal: [
    { ...HOME, label: "Overview" },
    CLASSES,
    {
      id: "marking-load",
      label: "Marking load",
      href: SCHOOL_MARKING_PATH,
      icon: "clipboard-check",
    },
    PEOPLE,
  ],
  "school_admin": [
    HOME,
    PEOPLE,
    CLASSES,
    { id: "settings", label: "Settings", href: SETTINGS_PATH, icon: "settings" },
  ],
  admin: [
    { id: "schools", label: "Schools", href: SCHOOLS_PATH, icon: "school" },
    { id: "audit", label: "Audit", href: AUDIT_PATH, icon: "scroll-text" },
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
