import type { VNode } from "preact";
import { Button, LinkButton } from "./Button.tsx";
import { Icon } from "./icons.tsx";
import { Stack } from "./Layout.tsx";
import { Menu } from "./Menu.tsx";
import { SelectField, type SelectOption } from "./SelectField.tsx";

export interface CsvDownloadProps {
  href: string;
  /** The file has times. */
  times: boolean;
}

const SCHOOLS = { value: "school", label: "The school's" };
const SEPARATORS: readonly SelectOption[] = [
  SCHOOLS,
  { value: "comma", label: "Comma" },
  { value: "semicolon", label: "Semicolon" },
  { value: "tab", label: "Tab" },
];
const DECIMALS: readonly SelectOption[] = [
  SCHOOLS,
  { value: "point", label: "Point: 82.5" },
  { value: "comma", label: "Comma: 82,5" },
];
const ZONES: readonly SelectOption[] = [SCHOOLS, { value: "utc", label: "UTC" }];

/** A table as a file, written as the school's country writes it or as chosen. */
export function CsvDownload({ href, times }: CsvDownloadProps): VNode {
  return (
    <>
      <LinkButton href={href} download>
        <Icon name="download" />
        Download CSV
      </LinkButton>
      <Menu id="csv-format" label="Choose how the CSV file is written" icon>
        <form class="menu__form" method="get" action={href}>
          <Stack>
            <SelectField name="separator" label="Between cells" options={SEPARATORS} />
            <SelectField name="decimal" label="Decimal mark" options={DECIMALS} />
            {times && <SelectField name="zone" label="Time zone" options={ZONES} />}
            <div>
              <Button>Download</Button>
            </div>
          </Stack>
        </form>
      </Menu>
    </>
  );
}
