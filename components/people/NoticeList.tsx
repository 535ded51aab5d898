import type { VNode } from "preact";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import type { ShownNotice } from "../../lib/model/notices/shown_notice.ts";
import { Badge } from "../Badge.tsx";
import { Icon, type IconName } from "../icons.tsx";
import { Row, Rows } from "../Rows.tsx";
import { Timestamp } from "../Timestamp.tsx";
import { noticePath } from "../../lib/model/process/paths.ts";

const ICONS: Readonly<Record<ShownNotice["kind"], IconName>> = {
  assigned: "file-text",
  opening: "clock",
  released: "clipboard-check",
  ["extra_time"]: "clock-plus",
  excused: "circle-check",
  ["excuse_ended"]: "undo-2",
  ["make_up"]: "calendar-clock",
  cancelled: "circle-x",
  message: "message-square",
};

export interface NoticeListProps {
  notices: readonly ShownNotice[];
  style: TimeStyle;
  /** Server clock. */
  now: number;
}

/** Notices, newest first; each goes where it leads. */
export function NoticeList({ notices, style, now }: NoticeListProps): VNode {
  return (
    <Rows>
      {notices.map(({ id, kind, title, at, readAt }) => (
        <Row
          key={id}
          href={noticePath(id)}
          lead={<Icon name={ICONS[kind]} size={20} />}
          title={title}
          detail={<Timestamp at={at} style={style} show="relative" now={now} />}
          end={readAt === null && <Badge tone="accent">New</Badge>}
        />
      ))}
    </Rows>
  );
}
