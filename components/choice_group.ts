import type { ComponentChildren } from "preact";

export interface ChoiceOption {
  value: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  disabled?: boolean;
}

export interface ChoiceGroupProps {
  name: string;
  legend: string;
  note?: string;
  hint?: ComponentChildren;
  error?: string | undefined;
  options: readonly ChoiceOption[];
  /** The chosen values; for a radio group at most one. */
  value: readonly string[] | string | null;
  onChange?: (event: Event) => void;
}

/** Whether the option is among the chosen values. */
export function isChosen(value: ChoiceGroupProps["value"], option: ChoiceOption): boolean {
  return typeof value === "string"
    ? value === option.value
    : value?.includes(option.value) ?? false;
}
