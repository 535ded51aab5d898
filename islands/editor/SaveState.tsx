import type { VNode } from "preact";
import { cloudCheck, cloudOff, cloudUpload, triangleAlert } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { formatTime, type TimeStyle } from "../../lib/model/text/format.ts";
import type { Autosave, SaveStatus } from "./autosave.ts";
import { SIGN_IN_PATH } from "../../lib/model/process/paths.ts";

const ORDER = [
  "clash",
  "refused",
  "signed_out",
  "loose",
  "kept",
  "saving",
  "typing",
  "saved",
] as const;

/** The state that matters most among several things being saved; of saved ones the latest. */
export function worstStatus(savers: readonly Pick<Autosave<object>, "status">[]): SaveStatus {
  const found = savers.map(({ status }) => status);
  const at = Math.max(0, ...found.map((it) => it.kind === "saved" ? it.at ?? 0 : 0));
  for (const kind of ORDER) {
    const status = found.find((it) => it.kind === kind);
    if (status && kind !== "saved") return status;
  }
  return { kind: "saved", at: at === 0 ? null : at };
}

/** Whether what was typed is safe, in words. */
export function SaveState({ status, style }: { status: SaveStatus; style: TimeStyle }): VNode {
  const { words, glyph, tone } = told(status, style);
  return (
    <span class={`save-state ${tone}`} role="status">
      <Glyph of={glyph} size={18} />
      <span>
        {words}
        {status.kind === "signed_out" && (
          <>
            {" "}
            <a href={SIGN_IN_PATH} target="_blank" rel="noopener">Sign in</a>
          </>
        )}
      </span>
    </span>
  );
}

function told(
  status: SaveStatus,
  style: TimeStyle,
): { words: string; glyph: string; tone: string } {
  switch (status.kind) {
    case "saved": {
      const words = status.at === null ? "Saved" : `Saved ${formatTime(status.at, style)}`;
      return { words, glyph: cloudCheck, tone: "save-state--good" };
    }
    case "typing":
    case "saving":
      return { words: "Saving...", glyph: cloudUpload, tone: "" };
    case "kept":
      return { words: "No network. Kept on this device.", glyph: cloudOff, tone: "warn" };
    case "loose":
      return {
        words: "Not saved: no network, and this browser keeps no copy. Leave this page open.",
        glyph: triangleAlert,
        tone: "bad",
      };
    case "signed_out":
      return {
        words: "Sign in again to go on. Nothing is lost.",
        glyph: cloudOff,
        tone: "warn",
      };
    case "refused":
      return { words: `Not saved. ${status.message}.`, glyph: triangleAlert, tone: "bad" };
    case "clash":
      return { words: "Not saved. Choose a text.", glyph: triangleAlert, tone: "warn" };
  }
}
