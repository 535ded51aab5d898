import type { VNode } from "preact";
import type { FieldError } from "../lib/model/process/errors.ts";

export interface ErrorSummaryProps {
  errors: readonly FieldError[];
  /** The id of a path's field where it is not the path itself. */
  idOf?: (path: string) => string;
}

/** On top of a form that was not taken: the fields' own words, each a link to its field. Nothing without errors. */
export function ErrorSummary({ errors, idOf = (path) => path }: ErrorSummaryProps): VNode | null {
  if (errors.length === 0) return null;
  return (
    <div
      class="error-summary"
      role="alert"
      aria-labelledby="error-summary-title"
      tabIndex={-1}
      autofocus
    >
      <h2 id="error-summary-title">
        {errors.length === 1 ? "There is 1 thing to mend" : `${errors.length} things to mend`}
      </h2>
      <ul role="list">
        {errors.map(({ path, message }) => (
          <li key={path}>
            {path === "" ? message : <a href={`#${idOf(path)}`}>{message}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The words for one field, or `undefined` when it is right. */
export function errorFor(errors: readonly FieldError[], path: string): string | undefined {
  return errors.find((error) => error.path === path)?.message;
}
