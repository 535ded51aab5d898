import { withoutIgnored } from "../model/text/text_signs.ts";
import type { KeyPart, Row, TableSpec } from "./store.ts";

/** Keeps the literal names of rules and indexes in the type. */
export function spec<
  R extends Row,
  U extends string = never,
  I extends string = never,
  D = unknown,
>(it: TableSpec<R, U, I, D>): TableSpec<R, U, I, D> {
  return it;
}

/** No unique rule. */
export const none = {};

/** Listed once, under this key. */
export function one(...key: KeyPart[]): KeyPart[][] {
  return [key];
}

/** What keeps two names apart. */
export function sameName(name: string): string {
  return withoutIgnored(name).toLowerCase();
}
