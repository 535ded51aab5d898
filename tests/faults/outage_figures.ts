import { during, p99, type Span, type Timed } from "./meter.ts";
import type { Reading } from "./reader.ts";
import { noticeMs, type Watch } from "./watch.ts";
import type { Writer } from "./writer.ts";

/** What one outage looked like from outside. */
export interface OutageFigures {
  /** Acknowledged events, and those of them that were acknowledged by the journal. */
  written: number;
  journalled: number;
  /** Saves answered 503, and saves without an answer. */
  refused: number;
  unanswered: number;
  /** From the fault to `/readyz` saying so, each time. */
  noticeMs: (number | null)[];
  saveP99: number | null;
  readP99: number | null;
  /** The same once the outage was noticed. */
  readP99Noticed: number | null;
  /** How reads were answered then, by status. */
  reads: Record<string, number>;
  /** `path status` of reads that got something else than 200 or were led on. */
  unread: string[];
  liveP99: number | null;
}

interface Seen {
  watching: Watch;
  spans: readonly Span[];
  saves: readonly Timed[];
  readings: readonly Reading[];
  writers: readonly Writer[];
}

export function figuresOf({ watching, spans, saves, readings, writers }: Seen): OutageFigures {
  const noticed = spans.flatMap((span) => {
    const ms = noticeMs(watching, span);
    return ms === null ? [] : [{ from: span.from + ms, to: span.to }];
  });
  const reads = during(readings, noticed);
  const unread = readings.filter(({ status }) => status !== 200 && status !== 302);
  return {
    written: writers.reduce((n, { record }) => n + record.acked.size, 0),
    journalled: writers.reduce((n, { journalled }) => n + journalled, 0),
    refused: saves.filter(({ status }) => status === 503).length,
    unanswered: saves.filter(({ status }) => status === 0).length,
    noticeMs: spans.map((it) => noticeMs(watching, it)),
    saveP99: p99(during(saves, spans)),
    readP99: p99(during(readings, spans)),
    readP99Noticed: p99(reads),
    reads: Object.fromEntries(
      [...Map.groupBy(reads, ({ status }) => status)].map(([status, it]) => [status, it.length]),
    ),
    unread: [...new Set(unread.map(({ path, status }) => `${path} ${status}`))].slice(0, 10),
    liveP99: p99(watching.live),
  };
}

const FILE = Deno.env.get("FAULT_REPORT");

/** Adds a line to the file that FAULT_REPORT names, if it does. */
export async function report(figures: Record<string, unknown>): Promise<void> {
  if (FILE) await Deno.writeTextFile(FILE, `${JSON.stringify(figures)}\n`, { append: true });
}
