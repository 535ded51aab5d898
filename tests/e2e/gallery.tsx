import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Avatar } from "../../components/Avatar.tsx";
import { Badge } from "../../components/Badge.tsx";
import type { JobView } from "../../lib/model/jobs/job_schema.ts";
import { TELL_WORDS } from "../../lib/model/jobs/job_words.ts";
import { Banner } from "../../components/Banner.tsx";
import { JobBanner } from "../../components/JobBanner.tsx";
import { Button, Buttons, LinkButton } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { DotInterval } from "../../components/charts/DotInterval.tsx";
import { FacilityBar } from "../../components/charts/FacilityBar.tsx";
import { Histogram } from "../../components/charts/Histogram.tsx";
import { OptionBars } from "../../components/charts/OptionBars.tsx";
import { RoomBar } from "../../components/charts/RoomBar.tsx";
import { StackedBar } from "../../components/charts/StackedBar.tsx";
import { TrendLine } from "../../components/charts/TrendLine.tsx";
import { CheckField, CheckGroup, RadioField } from "../../components/CheckField.tsx";
import { ChoiceRows } from "../../components/Choice.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Document } from "../../components/Document.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorCard } from "../../components/ErrorCard.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form, FormPage } from "../../components/FormPage.tsx";
import { Icon } from "../../components/icons.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { Columns, Stack } from "../../components/Layout.tsx";
import { Menu, MenuItem } from "../../components/Menu.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Pager } from "../../components/Pager.tsx";
import { Progress } from "../../components/Progress.tsx";
import { Quote } from "../../components/Quote.tsx";
import { Row, Rows } from "../../components/Rows.tsx";
import { SelectField } from "../../components/SelectField.tsx";
import { Shell, type ShellProps } from "../../components/Shell.tsx";
import { Stat, Stats } from "../../components/Stat.tsx";
import { type Column, Table } from "../../components/Table.tsx";
import { Chips, Segmented, Tabs } from "../../components/Tabs.tsx";
import { TextArea } from "../../components/TextArea.tsx";
import { TextField } from "../../components/TextField.tsx";
import { Timestamp } from "../../components/Timestamp.tsx";
import { Toast, Toasts } from "../../components/Toasts.tsx";
import { histogramOf } from "../../lib/model/statistics/histogram.ts";

const STYLE = { locale: "en-IN", timeZone: "Asia/Kolkata" };
const NOW = Date.UTC(2026, 10, 23, 5, 36);
const LOCALE = STYLE.locale;

function shell(
  role: ShellProps["user"]["role"],
  props: Partial<ShellProps>,
  children: ComponentChildren,
): VNode {
  return (
    <Shell
      user={{ name: "Meera Iyer", role }}
      schoolName="Nilgiri Valley School"
      demo={false}
      current="home"
      unread={2}
      {...props}
    >
      {children}
    </Shell>
  );
}

interface Waiting {
  test: string;
  className: string;
  waiting: number;
  done: number;
  of: number;
  age: string;
}

const WAITING: readonly Waiting[] = [
  {
    test: "Similar triangles: proof practice",
    className: "10 A",
    waiting: 23,
    done: 13,
    of: 36,
    age: "2 days",
  },
  {
    test: "Polynomials: class test 3",
    className: "9 C",
    waiting: 16,
    done: 19,
    of: 35,
    age: "1 day",
  },
  {
    test: "Quadratic equations: unit test",
    className: "10 B",
    waiting: 10,
    done: 0,
    of: 10,
    age: "today",
  },
];

const WAITING_COLUMNS: readonly Column<Waiting>[] = [
  { key: "test", head: "Test", rowHead: true, cell: (row) => row.test },
  { key: "class", head: "Class", quiet: true, cell: (row) => row.className },
  {
    key: "waiting",
    head: "To mark",
    end: true,
    cell: (row) => row.waiting,
    sort: { href: "?sort=waiting", order: "descending" },
  },
  { key: "done", head: "Done", cell: (row) => <Progress done={row.done} of={row.of} /> },
  { key: "age", head: "Oldest", quiet: true, cell: (row) => row.age },
  {
    key: "act",
    head: "Action",
    quietHead: true,
    fit: true,
    cell: () => <LinkButton href="/m" size="small">Mark</LinkButton>,
  },
];

function teacherHome(): VNode {
  return shell(
    "teacher",
    { markingCount: 49 },
    (
      <>
        <PageHead
          title="Good morning, Meera"
          sub="Monday 23 November. One test is running, 49 answers wait for you."
          actions={
            <>
              <Menu id="more" label="More" icon>
                <MenuItem href="/print">Print</MenuItem>
                <MenuItem form="delete" danger>Delete</MenuItem>
              </Menu>
              <LinkButton href="/tests/new">
                <Icon name="plus" /> New test
              </LinkButton>
            </>
          }
        />
        <Columns>
          <Stack>
            <Card current>
              <Stack>
                <div class="row row--between">
                  <div class="row">
                    <Badge tone="accent" dot>Running</Badge> <h2>Quadratic equations: unit test</h2>
                    {" "}
                    <span class="muted">Class 10 B</span>
                  </div>
                  <LinkButton look="primary" href="/room">Open the room</LinkButton>
                </div>
                <StackedBar
                  title="Students"
                  parts={[
                    { label: "handed in", count: 5, tone: "good" },
                    { label: "writing", count: 28, tone: "accent" },
                    { label: "not started", count: 3, tone: "quiet" },
                  ]}
                />
              </Stack>
            </Card>
            <Card
              flush
              id="waiting"
              title="Waiting for your marks"
              note="49"
              action={<a href="/marking">All marking</a>}
            >
              <Table
                caption="Tests waiting for marks"
                columns={WAITING_COLUMNS}
                rows={WAITING}
                rowKey={(row) => row.test}
              />
            </Card>
            <Card flush title="Next">
              <EmptyState
                icon={<Icon name="file-text" size={28} />}
                title="No tests yet."
                action={<LinkButton href="/n">New test</LinkButton>}
              >
                Write your first test.
              </EmptyState>
              <Pager next="?after=1" />
            </Card>
          </Stack>
          <Stack>
            <Card flush ruled title="May need you" note="4">
              <Rows>
                <Row
                  lead={<Avatar name="Kabir Nair" />}
                  title="Kabir Nair"
                  note="10 B"
                  detail="18 points under the last three tests."
                />
                <Row
                  lead={<Avatar name="Ananya Sen" />}
                  title="Ananya Sen"
                  note="9 C"
                  detail="Two tests missed in 14 days."
                  act={<LinkButton size="small" href="/a">Open answers</LinkButton>}
                />
                <Row
                  href="/x"
                  title="Pair of linear equations"
                  detail="10 A, 36 results"
                  end={<strong>71%</strong>}
                />
              </Rows>
            </Card>
          </Stack>
        </Columns>
      </>
    ),
  );
}

const RESULTS = histogramOf([
  0.25,
  0.31,
  0.38,
  0.42,
  0.45,
  0.51,
  0.55,
  0.56,
  0.59,
  0.6,
  0.62,
  0.64,
  0.66,
  0.67,
  0.68,
  0.69,
  0.71,
  0.71,
  0.72,
  0.72,
  0.74,
  0.75,
  0.76,
  0.78,
  0.79,
  0.81,
  0.83,
  0.84,
  0.86,
  0.88,
  0.89,
  0.91,
  0.95,
  1,
]);

function results(): VNode {
  return shell(
    "teacher",
    {
      current: "tests",
      markingCount: 120,
      rail: true,
      demo: true,
      back: { href: "/tests", label: "Tests" },
    },
    (
      <>
        <PageHead
          title="Real numbers: unit test"
          badge={<Badge tone="warn">Draft</Badge>}
          crumbs={[{ label: "Tests", href: "/tests" }, { label: "Class 10 B, 36 students" }]}
          actions={
            <>
              <LinkButton href="/csv" download>
                <Icon name="download" /> Download CSV
              </LinkButton>
              <Button look="primary">Release results</Button>
            </>
          }
          tabs={
            <Tabs
              label="This test"
              tabs={[{ href: "/room", label: "Room" }, { href: "/m", label: "Marking 10" }, {
                href: "/r",
                label: "Results",
                current: true,
              }, { href: "/s", label: "Settings" }]}
            />
          }
        />
        <Stack>
          <Card>
            <Stats strip>
              <Stat label="Counted" value="34" unit="of 36" />
              <Stat label="Median" value="71%" />
              <Stat label="Spread (sd)" value="16.2" unit="points" note="of 100" />
            </Stats>
          </Card>
          <Chips
            label="Show"
            items={[{ href: "?a", label: "All 36", current: true }, {
              href: "?w",
              label: "Writing 27",
            }]}
          />
          <Columns>
            <Card id="how" title="How the class did" note="students by percent">
              <Histogram histogram={RESULTS} locale={LOCALE} />
            </Card>
            <Card id="look" ruled title="Worth a look" note="1">
              <Stack gap="tight">
                <h3>Question 7 works against the test</h3>
                <p class="small muted">Students who did well elsewhere chose B. The key is C.</p>
                <OptionBars
                  title="Choices"
                  options={[{ letter: "A", count: 3, isKey: false }, {
                    letter: "B",
                    count: 18,
                    isKey: false,
                  }, { letter: "C", count: 11, isKey: true }]}
                />
                <Buttons>
                  <Button size="small">Check the key</Button>
                </Buttons>
              </Stack>
            </Card>
          </Columns>
          <Card flush title="By class">
            <Table
              caption="By class"
              rows={["6", "9", "10"]}
              rowKey={(row) => row}
              columns={[
                { key: "c", head: "Class", rowHead: true, cell: (row) => `Class ${row}` },
                {
                  key: "m",
                  head: "Mean",
                  cell: (row) => (
                    <DotInterval
                      locale={LOCALE}
                      reference={0.6}
                      group={row === "10"
                        ? null
                        : row === "6"
                        ? { mean: 0.71, low: 0.66, high: 0.76 }
                        : { mean: 0.54, low: 0.5, high: 0.58 }}
                    />
                  ),
                },
                {
                  key: "f",
                  head: "Right",
                  cell: (row) => (
                    <FacilityBar locale={LOCALE} fraction={row === "10" ? null : 0.32} />
                  ),
                },
                {
                  key: "r",
                  head: "Answers",
                  cell: (row) => <RoomBar answered={14} total={18} handedIn={row === "6"} />,
                },
              ]}
            />
          </Card>
          <Toasts>
            <Toast action={<Button size="small" look="link">Undo</Button>}>
              Released to 36 students.
            </Toast>
          </Toasts>
        </Stack>
      </>
    ),
  );
}

function guardian(): VNode {
  const at = (month: number) => Date.UTC(2026, month, 15);
  return shell(
    "parent",
    {},
    (
      <Stack>
        <Segmented
          full
          label="Child"
          items={[{
            href: "?a",
            current: true,
            label: (
              <>
                <Avatar name="Aarav Kumar" />
                <span>
                  Aarav<small>Class 6 A</small>
                </span>
              </>
            ),
          }, {
            href: "?i",
            label: (
              <>
                <Avatar name="Isha Kumar" />
                <span>
                  Isha<small>Class 9 C</small>
                </span>
              </>
            ),
          }]}
        />
        <PageHead
          title="Aarav has two tests this week"
          sub="One new result since Friday. Nothing is missing."
        />
        <Card flush ruled title="Coming up">
          <Rows>
            <Row
              href="/1"
              title="Separation of substances"
              detail="Science, 30 min, opens 9:05"
              end={<Icon name="chevron-right" />}
            />
            <Row
              href="/2"
              title={<span lang="hi">वाक्य और उसके भेद</span>}
              detail="Hindi, 40 min, opens 11:15"
              end={<Icon name="chevron-right" />}
            />
          </Rows>
        </Card>
        <Card title="New result" action={<a href="/answers">See the answers</a>}>
          <Stack>
            <p>
              <strong>20 of 24</strong>{" "}
              <Timestamp at={NOW - 120_000} now={NOW} style={STYLE} show="relative" />
            </p>
            <Quote by="Mr Thomas">
              Sure with decimals. Let him explain to you how to subtract from a whole.
            </Quote>
          </Stack>
        </Card>
        <Card title="Mathematics this year" id="maths">
          <TrendLine
            title="Percent in each released test"
            finding="Up 15.8 points since August."
            locale={LOCALE}
            series={[{
              name: "Mathematics",
              points: [
                { at: at(7), label: "Aug", fraction: 0.675 },
                { at: at(8), label: "Sep", fraction: 0.72 },
                { at: at(8) + 1e9, label: "Sep", fraction: 0.64 },
                { at: at(9), label: "Oct", fraction: 0.78 },
                { at: at(10), label: "Nov", fraction: 0.833 },
              ],
            }]}
          />
        </Card>
        <Card title="All subjects" id="all">
          <TrendLine
            title="Percent by subject"
            finding="Science leads."
            locale={LOCALE}
            series={[{
              name: "Science",
              points: [{ at: at(7), label: "Aug", fraction: 0.9 }, {
                at: at(10),
                label: "Nov",
                fraction: 0.95,
              }],
            }, {
              name: "Hindi",
              points: [{ at: at(7), label: "Aug", fraction: 0.6 }, {
                at: at(9),
                label: "Oct",
                fraction: 0.7,
              }, { at: at(10), label: "Nov", fraction: 0.65 }],
            }]}
          />
        </Card>
      </Stack>
    ),
  );
}

const ERRORS = [
  { path: "title", message: "Enter a title" },
  { path: "opensAt", message: "Enter a date after 23 Nov 2026" },
];

function form(role: "student" | "teacher"): VNode {
  return shell(
    role,
    { current: "tests", back: { href: "/tests", label: "Tests" } },
    (
      <>
        <PageHead title="Assign a test" />
        <Stack>
          <ErrorSummary errors={ERRORS} />
          <Banner
            tone="warn"
            title="5 minutes added for everyone."
            action={<Button look="link" size="small">Close</Button>}
          >
            The test now ends at 11:35.
          </Banner>
          <Banner>Information.</Banner>
          {JOBS.map((job) => <JobBanner key={job.state} job={job} words={TELL_WORDS} />)}
          <Banner tone="good">Back online. All answers are saved.</Banner>
          <Banner tone="bad" alert>Not saved. Copy your answer.</Banner>
          <Form action="/assign" hidden={{ rev: "1" }}>
            <TextField
              name="title"
              label="Title"
              error={errorFor(ERRORS, "title")}
              hint="Students see this."
            />
            <div class="form__row">
              <TextField
                name="opensAt"
                type="datetime-local"
                label="Opens"
                suffix={<span class="small">Asia/Kolkata</span>}
                error={errorFor(ERRORS, "opensAt")}
              />
              <TextField
                name="minutes"
                label="Minutes"
                inputMode="numeric"
                width="short"
                value="40"
              />
            </div>
            <SelectField
              name="classId"
              label="Class"
              empty="Choose a class"
              options={[{ value: "a", label: "10 A" }, { value: "b", label: "10 B" }]}
              value="b"
            />
            <TextArea name="note" label="Note" optional hint="Shown before the start." />
            <CheckField
              name="shuffle"
              label="Shuffle for each student"
              hint="Options too"
              checked
            />
            <RadioField
              name="kind"
              legend="Kind"
              options={[{ value: "t", label: "Test" }, {
                value: "p",
                label: "Practice",
                hint: "Any number of tries",
              }]}
              value="t"
            />
            <CheckGroup
              name="tools"
              legend="Allowed"
              note="(optional)"
              options={[{ value: "c", label: "Calculator" }, {
                value: "f",
                label: "Formula sheet",
                disabled: true,
              }]}
              value={["c"]}
              error="Choose at least one"
            />
            <ChoiceRows
              type="radio"
              name="q7"
              legend="Choose one"
              options={[{ value: "1", label: "0.38" }, { value: "2", label: "0.375" }, {
                value: "3",
                label: "0.3",
                disabled: true,
              }]}
              value="2"
            />
            <Buttons>
              <Button look="primary">Assign</Button>
              <Button look="plain" type="button">Preview</Button>
              <Button look="quiet" type="button">
                <Icon name="flag" /> Flag
              </Button>
              <Button look="danger" type="button">End test</Button>
              <Button look="link" type="button">Clear</Button>
              <Button icon label="Remove" type="button">
                <Icon name="x" />
              </Button>
              <Button busy>Saving...</Button>
            </Buttons>
            <p class="small hint">
              <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> goes to the next question.
            </p>
          </Form>
          <ErrorCardSample />
        </Stack>
      </>
    ),
  );
}

function ErrorCardSample(): VNode {
  return (
    <Card title="Busy" level={2} foot="Groups of fewer than 10 are not shown.">
      <p>Busy. Your text is safe.</p>
    </Card>
  );
}

function signIn(): VNode {
  return (
    <FormPage
      title="Sign in to Nilgiri Valley School"
      sub="For students, teachers, guardians and staff."
      foot="Forgotten your password? Your class teacher or the school office can give you a new one."
    >
      <Form action="/sign-in">
        <TextField
          name="login"
          label="E-mail or username"
          autocomplete="username"
          value="aarav.k6a"
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
        />
        <CheckField name="keep" label="Keep me signed in on this device" />
        <Button look="primary" full>Sign in</Button>
      </Form>
    </FormPage>
  );
}

function failure(): VNode {
  return shell(
    "student",
    { current: "tests" },
    (
      <>
        <ErrorCard
          title="Not here, or not yours to see"
          reference="01J9"
          actions={<LinkButton look="primary" href="/">Home</LinkButton>}
        >
          Nothing you wrote is lost.
        </ErrorCard>
        <Dialog
          id="hand-in"
          title="Hand in your test?"
          actions={
            <>
              <Button look="primary" type="button">Keep writing</Button>
              <Button type="button">Hand in</Button>
            </>
          }
        >
          <p>You still have 6 minutes. After handing in you cannot change your answers.</p>
        </Dialog>
      </>
    ),
  );
}

/** Every component on pages as the product has them, by name, with the body's class. */
const aJob = {
  ...{ id: "j1", kind: "results.tell", createdAt: 0, endedAt: null, result: null, error: null },
  progress: { done: 12, of: 500, note: "" },
};
const JOBS: JobView[] = [
  { ...aJob, state: "queued", progress: null },
  { ...aJob, state: "running" },
  { ...aJob, state: "done" },
  { ...aJob, state: "failed", error: "These could not be told: Aditi Rao" },
  { ...aJob, state: "cancelled" },
];

export const GALLERY: Readonly<Record<string, { body: () => VNode; bodyClass: "calm" | "dense" }>> =
  {
    "teacher-home": { body: teacherHome, bodyClass: "dense" },
    results: { body: results, bodyClass: "dense" },
    guardian: { body: guardian, bodyClass: "calm" },
    "form-staff": { body: () => form("teacher"), bodyClass: "dense" },
    "form-student": { body: () => form("student"), bodyClass: "calm" },
    "sign-in": { body: signIn, bodyClass: "calm" },
    failure: { body: failure, bodyClass: "calm" },
  };

/** All style sheets as the bundle has them. */
export async function styles(): Promise<string> {
  const folder = new URL("../../static/css/", import.meta.url);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  const sheets = await Promise.all(names.map((name) => Deno.readTextFile(new URL(name, folder))));
  return sheets.join("\n");
}

/** A page of the gallery as HTML that loads its styles from `/app.css`. */
export function galleryPage(name: string, theme: "light" | "dark" | null): string {
  const page = GALLERY[name];
  if (!page) throw new Error(`Cannot find gallery page "${name}"`);
  const html = renderToString(
    <Document
      title={name}
      lang="en"
      theme={theme}
      nonce="n"
      cssHref="/app.css"
      iconHref="/icon.svg"
      extraCss={[]}
      fonts={[]}
      bodyHtml={renderToString(page.body())}
      scripts={[]}
      inline={[]}
      bodyClass={page.bodyClass}
    />,
  );
  return `<!doctype html>${html}`;
}
