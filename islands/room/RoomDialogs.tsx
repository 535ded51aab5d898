import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Banner } from "../../components/Banner.tsx";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { TextArea } from "../../components/TextArea.tsx";
import { TextField } from "../../components/TextField.tsx";
import type { JobView } from "../../lib/model/jobs/job_schema.ts";
import { exceptWords } from "../../lib/model/jobs/job_words.ts";
import type { RoomItem } from "../../lib/model/live/live.ts";
import type { RoomCommand } from "../../lib/model/live/room_schema.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { randomId } from "../../lib/browser/random.ts";
import { callApi } from "../api.ts";
import { assignmentApi, assignmentPath } from "../../lib/model/process/paths.ts";

/** What is being asked, and for whom; `student: null` is everyone. */
export interface Asked {
  what: "add_time" | "message" | "end" | "student";
  student: RoomItem | null;
}

export interface RoomDialogsProps {
  assignmentId: string;
  asked: Asked;
  /** Students still writing. */
  writing: number;
  onAsk: (asked: Asked) => void;
  /** @param job What goes on after it. */
  onDone: (words: string | null, job?: JobView | null) => void;
}

type NewCommand = RoomCommand extends infer C
  ? C extends RoomCommand ? Omit<C, "commandId" | "studentIds"> : never
  : never;

/** What came of a command: a sentence for what refused it, or for whom it did not reach. */
export interface Sent {
  error: string | null;
  except: string | null;
  /** What goes on, where it takes longer. */
  job: JobView | null;
}

interface CommandAnswer {
  count: number;
  failed?: { name: string; reason: string }[];
  job?: JobView;
}

/** Names of commands that got no answer: the same command sent again is the same one, and is carried out once. */
const unanswered = new Map<string, string>();

/** Sends one command; the same press sent again is the same command. */
export async function sendCommand(
  assignmentId: string,
  student: RoomItem | null,
  command: NewCommand,
): Promise<Sent> {
  const said = JSON.stringify([assignmentId, student?.studentId ?? null, command]);
  const commandId = unanswered.get(said) ?? randomId();
  unanswered.set(said, commandId);
  const body = {
    ...command,
    commandId,
    studentIds: student === null ? null : [student.studentId],
  };
  const answer = await callApi<CommandAnswer>(
    "POST",
    assignmentApi(assignmentId, "room", "commands"),
    body,
  );
  const heard = answer.ok || !isUnknown(answer.problem.code);
  if (heard) unanswered.delete(said);
  if (!answer.ok) return { error: answer.problem.title, except: null, job: null };
  const { failed = [], job = null } = answer.data;
  return { error: null, except: exceptWords(failed), job };
}

/** Whether the command may have been carried out all the same. */
function isUnknown(code: string): boolean {
  return code === "offline" || code.startsWith("unavailable") || code.startsWith("status/5");
}

/** The dialog for what was asked. */
export function RoomDialogs(props: RoomDialogsProps): VNode {
  const { assignmentId, asked, onDone } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  async function send(command: NewCommand, done: string, isSame = () => true): Promise<void> {
    setBusy(true);
    const sent = await sendCommand(assignmentId, asked.student, command);
    const { error: refused, except, job } = sent;
    setBusy(false);
    setError(refused);
    if (refused !== null) return;
    // What was typed while it was on its way is not thrown away with the dialog.
    if (isSame()) onDone(job === null ? except ?? done : null, job);
    else setError(`${except ?? done} What you typed since is not sent yet`);
  }
  const form = { ...props, dialog, busy, error, send };
  if (asked.what === "add_time") return <AddTime {...form} />;
  if (asked.what === "message") return <Message {...form} />;
  if (asked.what === "end") return <End {...form} />;
  return <OneStudent {...form} />;
}

interface FormProps extends RoomDialogsProps {
  dialog: { current: HTMLDialogElement | null };
  busy: boolean;
  error: string | null;
  /** @param isSame Whether the dialog still says what was sent. */
  send: (command: NewCommand, done: string, isSame?: () => boolean) => void;
}

function whom({ asked }: FormProps): string {
  return asked.student?.name ?? "everyone";
}

function AddTime(props: FormProps): VNode {
  const [minutes, setMinutes] = useState("5");
  const [wrong, setWrong] = useState<string | undefined>();
  function add(): void {
    const n = Number(minutes);
    const right = Number.isInteger(n) && n >= 1 && n <= 240;
    setWrong(right ? undefined : "Enter minutes from 1 to 240");
    if (right) {
      props.send({ kind: "add_time", ms: n * 60_000 }, `${n} minutes added for ${whom(props)}.`);
    }
  }
  return (
    <Dialog
      id="room-dialog"
      title={`Add time for ${whom(props)}`}
      dialogRef={props.dialog}
      onClose={() => props.onDone(null)}
      actions={<Acts {...props} label="Add time" onAct={add} />}
    >
      <Failed {...props} />
      <TextField
        name="minutes"
        label="Minutes"
        inputMode="numeric"
        width="short"
        value={minutes}
        error={wrong}
        onInput={(event) => setMinutes(event.currentTarget.value)}
      />
    </Dialog>
  );
}

/** Longest message, in UTF-16 code units. */
const MAX_MESSAGE = 500;

function Message(props: FormProps): VNode {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string | undefined>();
  const typed = useRef("");
  function send(): void {
    const right = text.trim() !== "";
    setWrong(right ? undefined : "Write the message");
    if (!right || text.length > MAX_MESSAGE) return;
    const isSame = () => typed.current === text;
    props.send({ kind: "message", text }, `Message sent to ${whom(props)}.`, isSame);
  }
  return (
    <Dialog
      id="room-dialog"
      title={`Message to ${whom(props)}`}
      dialogRef={props.dialog}
      onClose={() => props.onDone(null)}
      actions={<Acts {...props} label="Send" onAct={send} />}
    >
      <Failed {...props} />
      <TextArea
        name="text"
        label="Message"
        hint="It appears on the test page."
        rows={3}
        most={MAX_MESSAGE}
        value={text}
        error={wrong}
        onInput={(event) => {
          typed.current = event.currentTarget.value;
          setText(typed.current);
        }}
      />
    </Dialog>
  );
}

function End(props: FormProps): VNode {
  const { asked: { student }, writing } = props;
  const whom = writing === 1 ? "1 student" : `${writing} students`;
  const title = `End the test for ${student === null ? whom : isolated(student.name)}?`;
  const act = student === null ? `End the test for ${whom}` : "End the test";
  return (
    <Dialog
      id="room-dialog"
      title={title}
      dialogRef={props.dialog}
      onClose={() => props.onDone(null)}
      actions={
        <Acts
          {...props}
          danger
          label={act}
          onAct={() => props.send({ kind: "end" }, "The test has ended.")}
        />
      }
    >
      <Failed {...props} />
      <p>
        Answers given so far are handed in at once.{" "}
        {student === null && "Nobody can start any more."}
      </p>
    </Dialog>
  );
}

function OneStudent(props: FormProps): VNode {
  const { asked: { student }, onAsk } = props;
  const item = student!;
  const running = item.state === "in_progress" || item.state === "paused";
  return (
    <Dialog
      id="room-dialog"
      title={item.name}
      dialogRef={props.dialog}
      onClose={() => props.onDone(null)}
      actions={<Button type="button" onClick={() => props.onDone(null)}>Close</Button>}
    >
      <Failed {...props} />
      {item.stuck !== null && (
        <Banner tone="warn">
          This test is stuck. {item.stuck}. The server tries again each hour.
        </Banner>
      )}
      <div class="buttons">
        {running && (
          <Button type="button" onClick={() => onAsk({ what: "add_time", student })}>
            Add time
          </Button>
        )}
        {item.state === "in_progress" && (
          <Button
            type="button"
            busy={props.busy}
            onClick={() => props.send({ kind: "pause" }, `${isolated(item.name)} is paused.`)}
          >
            Pause
          </Button>
        )}
        {item.state === "paused" && (
          <Button
            type="button"
            busy={props.busy}
            onClick={() => props.send({ kind: "resume" }, `${isolated(item.name)} can go on.`)}
          >
            Let <bdi>{item.name}</bdi> go on
          </Button>
        )}
        {running && (
          <Button type="button" onClick={() => onAsk({ what: "message", student })}>Message</Button>
        )}
        {running && (
          <Button
            type="button"
            look="danger"
            onClick={() => onAsk({ what: "end", student })}
          >
            End test
          </Button>
        )}
      </div>
      <p>
        <a href={assignmentPath(props.assignmentId, "settings", item.studentId)}>
          Other times, make-up or excuse
        </a>
        {item.attemptId !== null && (
          <>
            {" · "}
            <a href={assignmentPath(props.assignmentId, "attempts", item.attemptId)}>
              Open the attempt
            </a>
          </>
        )}
      </p>
    </Dialog>
  );
}

function Acts(
  { busy, label, danger, onAct, onDone }: FormProps & {
    label: string;
    danger?: boolean;
    onAct: () => void;
  },
): VNode {
  return (
    <>
      <Button type="button" look={danger ? "danger" : "primary"} busy={busy} onClick={onAct}>
        {label}
      </Button>
      <Button type="button" onClick={() => onDone(null)}>Back</Button>
    </>
  );
}

function Failed({ error }: FormProps): VNode | null {
  return error === null ? null : <Banner tone="bad" alert>{error}</Banner>;
}
