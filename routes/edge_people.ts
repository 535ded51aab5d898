import type { DemoAccount } from "../components/people/SignInForm.tsx";
import type { FileStore } from "../lib/files/files.ts";
import type { PeopleDeps } from "../lib/people/deps.ts";
import type { PageDeps } from "./edge_page.tsx";

/** What the pages about people, classes and access use. */
export type PeoplePageDeps = PageDeps & PeopleDeps & {
  files: FileStore;
  /** Behind TLS. */
  secure: boolean;
  /** What the server printed at its start; `null` asks for no code (development). */
  setUpCode: string | null;
  /** Accounts of the demo school; none in production. */
  demoAccounts: () => Promise<DemoAccount[]>;
};
