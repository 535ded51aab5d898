import type { Notice } from "../people/people_schema.ts";

/** A notice as it reads today. */
export type ShownNotice = Pick<Notice, "id" | "kind" | "at" | "readAt"> & { title: string };
