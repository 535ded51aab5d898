import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Field } from "../../components/Field.tsx";
import { TextField } from "../../components/TextField.tsx";
import { requestJson } from "../../lib/browser/request.ts";
import type { FileInfo } from "../../lib/model/files/file_schema.ts";
import { isFileName } from "../../lib/model/files/picture_words.ts";
import { failureText, readAnswer } from "./api.ts";
import { API_FILES_PATH } from "../../lib/model/process/paths.ts";

/** Longest wait for the largest picture over a slow line, milliseconds. */
const UPLOAD_MS = 5 * 60_000;

/** Longest description, in UTF-16 code units. */
const MAX_DESCRIPTION = 300;

/** Chooses a picture and describes it; without description it does not get into a question. */
export function PictureDialog(
  { onPicture, onClose }: { onPicture: (markdown: string) => void; onClose: () => void },
): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [words, setWords] = useState("");
  const latest = useRef("");
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<{ file?: string; words?: string }>({});
  useEffect(() => dialog.current?.showModal(), []);

  async function insert(): Promise<void> {
    const alt = described(words);
    const missing = {
      ...(file === null && { file: "Choose a picture" }),
      ...(alt === "" && { words: "Describe the picture for those who do not see it" }),
      ...(isFileName(alt) &&
        { words: "Describe the picture; students do not see its file's name" }),
    };
    setErrors(missing);
    if (file === null || alt === "" || alt.length > MAX_DESCRIPTION || busy) return;
    setBusy(true);
    const uploaded = await upload(file);
    setBusy(false);
    if ("error" in uploaded) return setErrors({ file: uploaded.error });
    const { id, width, height } = uploaded;
    // As it is described by now.
    onPicture(`![${described(latest.current) || alt}](media:${id}#${width}x${height})`);
    dialog.current?.close();
  }

  const fileField = { name: "picture-file", label: "Picture", error: errors.file };
  return (
    <Dialog
      id="picture-dialog"
      title="Add a picture"
      dialogRef={dialog}
      onClose={onClose}
      actions={
        <>
          <Button type="button" look="primary" busy={busy} onClick={insert}>Add picture</Button>
          <Button type="button" onClick={() => dialog.current?.close()}>Cancel</Button>
        </>
      }
    >
      <div class="stack">
        <Field {...fileField} hint="PNG, JPEG, GIF or WebP, up to 10 MB">
          <input
            id="picture-file"
            type="file"
            class="input"
            accept="image/png,image/jpeg,image/gif,image/webp"
            aria-describedby="picture-file-hint picture-file-error"
            aria-invalid={errors.file ? "true" : undefined}
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
          />
        </Field>
        <TextField
          name="picture-words"
          label="Description"
          hint="Read aloud to students who do not see the picture. Do not give the answer away."
          error={errors.words}
          most={MAX_DESCRIPTION}
          value={words}
          onInput={({ currentTarget }) => {
            latest.current = currentTarget.value;
            setWords(latest.current);
          }}
        />
      </div>
    </Dialog>
  );
}

/** The description as it may stand in Markdown. */
function described(words: string): string {
  return words.replaceAll(/[\[\]\n]+/g, " ").trim();
}

async function upload(
  file: File,
): Promise<FileInfo | { error: string }> {
  const body = new FormData();
  body.append("file", file);
  const heard = await requestJson(API_FILES_PATH, { method: "POST", body }, { ms: UPLOAD_MS });
  if (heard === null) return { error: "No network. Try again." };
  const answer = readAnswer<FileInfo>(heard);
  return answer.kind === "ok" ? answer.body : { error: failureText(answer) };
}
