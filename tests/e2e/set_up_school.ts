import type { Page } from "playwright-core";
import { lookAt, signIn } from "./browser.ts";

export const OFFICE = {
  name: "Olga Fernandes",
  email: "office@hill.example",
  password: "quiet-river-42",
};
export const SUBJECT = "Mathematics";
export const CLASS = "Class 8 A";

export interface Account {
  name: string;
  username: string;
  /** Until the first sign-in. */
  oneTime: string;
}

export interface Cast {
  teacher: Account;
  student: Account;
  guardian: Account;
}

/**
 * What the office of a new school does first, by its forms. Signed in as the office afterwards.
 *
 * @param code From the server's log, in production.
 */
export async function createSchool(page: Page, url: string, code?: string): Promise<void> {
  await page.goto(`${url}/`);
  await page.waitForURL(/\/setup$/);
  if (code !== undefined) await page.getByLabel("Set-up code").fill(code);
  await page.getByLabel("Name of the school").fill("Hill School");
  await page.getByLabel("Time zone").fill("Asia/Kolkata");
  await page.getByLabel("Your name").fill(OFFICE.name);
  await page.getByLabel("Your e-mail address").fill(OFFICE.email);
  await page.getByLabel("Password", { exact: true }).fill(OFFICE.password);
  await page.getByRole("button", { name: "Create the school" }).click();
  await page.waitForURL(`${url}/`);
}

/** Year, subject and class. */
export async function addClass(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/settings/years`);
  await page.getByLabel("Name").fill("2026-27");
  await page.getByLabel("First day").fill("2026-06-01");
  await page.getByLabel("Last day").fill("2027-04-30");
  await page.getByRole("button", { name: /Add/ }).click();
  await page.goto(`${url}/settings/subjects`);
  await page.getByLabel("Name").last().fill(SUBJECT);
  await page.getByRole("button", { name: /Add/ }).click();
  await page.goto(`${url}/classes/new`);
  await page.getByLabel("Name").fill(CLASS);
  await page.getByRole("button", { name: /Add|Save|Create/ }).first().click();
  await page.waitForURL(/\/classes\/[\w-]{20,}/);
  return new URL(page.url()).pathname.split("/")[2]!;
}

/** Says who teaches the class. */
export async function addTeaching(
  page: Page,
  url: string,
  classId: string,
  teacher: string,
): Promise<void> {
  await page.goto(`${url}/classes/${classId}`);
  await page.getByLabel("Subject", { exact: true }).selectOption({ label: SUBJECT });
  await page.getByLabel("Teacher", { exact: true }).selectOption({ label: teacher });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText(teacher).first().waitFor();
}

/** Adds a person and reads the one-time password, which is shown once. @param query Role, and class or child, as the page's links give them. */
export async function addPerson(
  page: Page,
  url: string,
  query: string,
  it: { name: string; username: string },
): Promise<Account> {
  await page.goto(`${url}/people/new?${query}`);
  await page.getByLabel("Name", { exact: true }).fill(it.name);
  await page.getByLabel("Username").fill(it.username);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const oneTime = await page.locator("code").nth(1).innerText();
  return { ...it, oneTime: oneTime.trim() };
}

/** The office adds one class, its teacher, a student and the student's guardian. */
export async function addEveryone(page: Page, url: string): Promise<Cast> {
  const classId = await addClass(page, url);
  await lookAt(page, "office-class");
  const teacher = await addPerson(page, url, "role=teacher", {
    name: "Meera Rao",
    username: "meera.rao",
  });
  await lookAt(page, "office-person-added");
  await addTeaching(page, url, classId, teacher.name);
  const student = await addPerson(page, url, `role=student&class=${classId}`, {
    name: "Kabir Nair",
    username: "kabir.nair",
  });
  await page.getByRole("link", { name: "Open Kabir Nair" }).click();
  await page.waitForURL(/\/people\/[\w-]{20,}/);
  const studentId = new URL(page.url()).pathname.split("/")[2];
  const guardian = await addPerson(page, url, `role=parent&child=${studentId}`, {
    name: "Asha Nair",
    username: "asha.nair",
  });
  return { teacher, student, guardian };
}

/** Signs in with the one-time password and chooses another. */
export async function firstSignIn(
  page: Page,
  url: string,
  { username, oneTime }: Account,
  password: string,
): Promise<void> {
  await signIn(page, url, username, oneTime);
  await page.waitForURL(/\/account\/password/);
  const current = page.locator("input[name=current]");
  if (await current.count() > 0) await current.fill(oneTime);
  await page.locator("input[name=next]").fill(password);
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL((it) => !it.pathname.startsWith("/account/password"));
}
