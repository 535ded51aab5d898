import type { VNode } from "preact";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import type { MarkingLoadRow, SchoolPeriod } from "../../lib/model/home/school_home.ts";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { PageHead } from "../PageHead.tsx";
import { MarkingLoad } from "./MarkingLoad.tsx";
import { periodWords } from "./SchoolOverview.tsx";
import { CsvDownload } from "../CsvDownload.tsx";
import { SCHOOL_MARKING_CSV_PATH } from "../../lib/model/process/paths.ts";

export interface TeacherLoadProps {
  period: SchoolPeriod;
  rows: readonly MarkingLoadRow[];
  now: number;
  style: TimeStyle;
}

/** Where marks wait, teacher by teacher. */
export function TeacherLoad({ period, rows, now, style }: TeacherLoadProps): VNode {
  return (
    <>
      <PageHead
        title="Marking load"
        sub={periodWords(period, now, style)}
        actions={<CsvDownload href={SCHOOL_MARKING_CSV_PATH} times />}
      />
      <Card flush>
        {rows.length === 0
          ? <EmptyState title="No teachers yet." />
          : <MarkingLoad rows={rows} of="Teacher" now={now} locale={style.locale} />}
      </Card>
    </>
  );
}
