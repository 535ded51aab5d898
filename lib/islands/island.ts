import { type ComponentChild, type ComponentType, createContext, h } from "preact";
import { useContext } from "preact/hooks";

/** `T` where it survives `JSON.stringify` and back unchanged; `never` where it does not. */
export type Json<T> = T extends string | number | boolean | null | undefined ? T
  : T extends (...args: never) => unknown ? never
  : T extends object ? { [K in keyof T]: Json<T[K]> }
  : never;

/** Renders one island on the server and notes that the page needs its script. */
export type IslandSink = (
  name: string,
  island: ComponentChild,
) => { src: string; html: string };

/** Set while a page renders on the server; `null` in the browser and inside another island. */
export const IslandSinkContext = createContext<IslandSink | null>(null);

/**
 * Marks a component as interactive: rendered on the server, then hydrated in the browser.
 * Props that are not JSON (a `Date`, a function, JSX) fail to compile where the island is used.
 *
 * @param name What its file in `islands/` is called, without the ending.
 */
export function island<P extends object>(
  name: string,
  component: ComponentType<P>,
): ComponentType<Json<P>> {
  return function Island(props) {
    const inner = h(component, props as P);
    const sink = useContext(IslandSinkContext);
    if (sink === null) return inner;
    const { src, html } = sink(name, inner);
    return h("x-island", {
      "data-src": src,
      "data-props": JSON.stringify(props),
      dangerouslySetInnerHTML: { __html: html },
    });
  };
}
