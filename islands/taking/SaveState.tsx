import { dateFormat } from "../../lib/model/text/date_format.ts";
import type { VNode } from "preact";
import { circleAlert, cloudCheck, cloudOff, cloudUpload } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { formatTime, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatCount } from "../../lib/model/text/format_number.ts";
import type { Saving } from "./saving.ts";

export interface SaveStateProps {
  saving: Saving;
  style: TimeStyle;
  /** Puts the answer on the clipboard. */
  onCopy?: () => void;
}

/** Where an answer is, in words. */
export function SaveState({ saving, style, onCopy }: SaveStateProps): VNode | null {
  switch (saving.kind) {
    case "none":
      return null;
    case "saved":
      return (
        <span
          class="saving saving--good"
          title={`On the server since ${exact(saving.at, style)}`}
        >
          <Glyph of={cloudCheck} /> Saved {formatTime(saving.at, style)}
        </span>
      );
    case "saving":
      return (
        <span class="saving">
          <Glyph of={cloudUpload} /> Saving...
        </span>
      );
    case "over":
      return (
        <span class="saving saving--warn">
          <Glyph of={circleAlert} /> {saving.most === null
            ? "An answer is too long"
            : `Only the first ${formatCount(saving.most, style.locale)} characters are saved`}
        </span>
      );
    case "device":
      return (
        <span class="saving saving--warn">
          <Glyph of={cloudOff} /> Kept on this device
        </span>
      );
    case "unsaved":
      return (
        <span class="saving saving--bad">
          <Glyph of={circleAlert} /> Not saved. Copy your answer.
          {onCopy && (
            <button type="button" class="button button--small" onClick={onCopy}>Copy</button>
          )}
        </span>
      );
  }
}

function exact(at: number, style: TimeStyle): string {
  return dateFormat(style, { timeStyle: "medium", hourCycle: "h23" }).format(at);
}
