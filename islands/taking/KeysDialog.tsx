import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { CheckField } from "../../components/CheckField.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { useModal } from "./modal.ts";
import { setSingleKeys, singleKeysOn } from "./keys.ts";

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [["Ctrl", "Enter"], "next question"],
  [["N"], "next question"],
  [["P"], "question before"],
  [["F"], "flag, or take the flag away"],
  [["1", "9"], "choose in a group of options"],
  [["?"], "this list"],
];

/** What keys do, and a way to turn the single ones off. */
export function KeysDialog(
  { onClose }: { onClose: () => void },
): VNode {
  const dialogRef = useModal();
  const [on, setOn] = useState(singleKeysOn());
  return (
    <Dialog
      id="keys"
      title="Keys"
      dialogRef={dialogRef}
      onClose={onClose}
      actions={<Button type="button" onClick={() => dialogRef.current?.close()}>Close</Button>}
    >
      <dl class="definitions">
        {KEYS.map(([keys, what], i) => (
          <>
            <dt key={`k${i}`}>
              {keys.map((key, j) => (
                <span key={key}>
                  {j > 0 && (what.startsWith("choose") ? " to " : " ")}
                  <Kbd>{key}</Kbd>
                </span>
              ))}
            </dt>
            <dd key={`w${i}`}>{what}</dd>
          </>
        ))}
      </dl>
      <CheckField
        name="single-keys"
        label="Single keys work outside text"
        checked={on}
        onChange={({ currentTarget }) => {
          setSingleKeys(currentTarget.checked);
          setOn(currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
