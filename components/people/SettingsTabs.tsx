import type { VNode } from "preact";
import { PageHead } from "../PageHead.tsx";
import { Tabs } from "../Tabs.tsx";
import {
  AUDIT_PATH,
  SETTINGS_PATH,
  SUBJECTS_PATH,
  YEARS_PATH,
} from "../../lib/model/process/paths.ts";

const TABS = [
  { href: SETTINGS_PATH, label: "School" },
  { href: YEARS_PATH, label: "Years" },
  { href: SUBJECTS_PATH, label: "Subjects" },
];

/** Head of the pages under `/settings`. */
export function SettingsHead({ current }: { current: string }): VNode {
  const tabs = TABS.map((tab) => ({ ...tab, current: tab.href === current }));
  return (
    <PageHead
      title="Settings"
      tabs={<Tabs label="Settings" tabs={tabs} />}
      actions={<a href={AUDIT_PATH}>Who did what</a>}
    />
  );
}
