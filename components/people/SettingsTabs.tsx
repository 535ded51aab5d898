import type { VNode } from "preact";
import { PageHead } from "../PageHead.tsx";
import { Tabs } from "../Tabs.tsx";

const TABS = [
  { href: "/settings", label: "School" },
  { href: "/settings/years", label: "Years" },
  { href: "/settings/subjects", label: "Subjects" },
];

/** Head of the pages under `/settings`. */
export function SettingsHead({ current }: { current: string }): VNode {
  const tabs = TABS.map((tab) => ({ ...tab, current: tab.href === current }));
  return (
    <PageHead
      title="Settings"
      tabs={<Tabs label="Settings" tabs={tabs} />}
      actions={<a href="/audit">Who did what</a>}
    />
  );
}
