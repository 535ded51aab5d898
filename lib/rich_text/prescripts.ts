import type { XmlElement, XmlNode } from "./xml.ts";

/**
 * The children without the invisible copy that KaTeX sets before signs which reach back over it, as in ²²⁷Th: MathML Core
 * lets nothing reach back, and so they stand in the place of the copy.
 */
export function withoutHeldPlaces(children: readonly XmlNode[]): XmlNode[] {
  return children.filter((child, at) => {
    const next = children[at + 1];
    if (typeof child === "string" || next === undefined || typeof next === "string") return true;
    return !(isScripts(child) && isScripts(next) && reachesBack(next) && isHeldPlace(child));
  });
}

/** Whether the element stands over what is before it. */
export function isReachingBack({ name, attributes }: XmlElement): boolean {
  return name === "mpadded" && attributes.get("lspace") === "-1width";
}

function isScripts({ name }: XmlElement): boolean {
  return name === "msub" || name === "msup" || name === "msubsup";
}

function reachesBack(element: XmlElement): boolean {
  return isReachingBack(element) ||
    element.children.some((child) => typeof child !== "string" && reachesBack(child));
}

/** Whether all raised and lowered parts are there for their width alone. */
function isHeldPlace({ children }: XmlElement): boolean {
  const scripts = children.slice(1);
  return scripts.length > 0 &&
    scripts.every((child) => typeof child !== "string" && isUnseen(child));
}

function isUnseen({ name, children }: XmlElement): boolean {
  if (name === "mphantom") return true;
  return name !== "mpadded" && name !== "mrow" ? false : children.length > 0 &&
    children.every((child) => typeof child !== "string" && isUnseen(child));
}
