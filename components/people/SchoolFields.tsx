import type { VNode } from "preact";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { LOCALES } from "../../lib/model/text/locales.ts";
import { errorFor } from "../ErrorSummary.tsx";
import { SelectField } from "../SelectField.tsx";
import { TextField } from "../TextField.tsx";

export interface SchoolFieldsProps {
  values: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  /** Names to choose from while typing, each found by its cities too. */
  timeZones: readonly { zone: string; cities: readonly string[] }[];
}

/** What a school is called, and by whose clock and figures it goes. */
export function SchoolFields({ values, errors, timeZones }: SchoolFieldsProps): VNode {
  const locale = values["locale"] ?? "en-IN";
  const known = LOCALES.some(({ value }) => value === locale);
  return (
    <>
      <TextField
        name="schoolName"
        label="Name of the school"
        value={values["schoolName"] ?? ""}
        error={errorFor(errors, "schoolName")}
        autocomplete="organization"
        most={120}
      />
      <TextField
        name="timeZone"
        label="Time zone"
        hint="Type a city, such as Mumbai. All times are shown by its clock."
        value={values["timeZone"] ?? "Asia/Kolkata"}
        error={errorFor(errors, "timeZone")}
        list="time-zones"
        autocomplete="off"
        spellcheck={false}
      />
      <datalist id="time-zones">
        {timeZones.map(({ zone, cities }) => (
          <option
            key={zone}
            value={zone}
            {...(cities.length > 0 && { label: cities.join(", ") })}
          />
        ))}
      </datalist>
      <SelectField
        name="locale"
        label="Dates and numbers"
        value={locale}
        options={known ? LOCALES : [...LOCALES, { value: locale, label: locale }]}
        error={errorFor(errors, "locale")}
      />
    </>
  );
}
