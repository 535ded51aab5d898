import { kitFolder } from "../services/service.ts";
import { type Bases, type Builder, pull } from "./builders.ts";
import { makeBases } from "./local_bases.ts";

/** Both images as `Dockerfile` names them. @throws {Error} when it names none. */
export async function namedBases(context: string): Promise<Bases> {
  const text = await Deno.readTextFile(`${context}/Dockerfile`);
  const named = (name: string) => new RegExp(`^ARG ${name}=(\\S+)`, "m").exec(text)?.[1];
  const [BASE, RUNTIME] = [named("BASE"), named("RUNTIME")];
  if (!BASE || !RUNTIME) throw new Error("Cannot find ARG BASE= and ARG RUNTIME= in Dockerfile");
  return { BASE, RUNTIME };
}

/** Of Deno, as the tag of its image says. */
function versionIn(image: string): string {
  const version = /:(\d+\.\d+\.\d+)(@|$)/.exec(image)?.[1];
  if (version === undefined) throw new Error(`Cannot find Deno's version in ${image}`);
  return version;
}

/**
 * The images to build from: those that `Dockerfile` names, or, where one of them cannot be had or `local` asks for it, images
 * made on this machine.
 *
 * @param tell Hears which, and why.
 * @throws {Error} when neither can be had.
 */
export async function findBases(
  builder: Builder,
  context: string,
  local: boolean,
  tell: (line: string) => void,
): Promise<Bases> {
  const named = await namedBases(context);
  if (!local) {
    const refused = await firstRefusal(builder, [named.BASE, named.RUNTIME]);
    if (refused === null) {
      tell(`Building from ${named.BASE} and ${named.RUNTIME}`);
      return named;
    }
    tell(`${refused}\nMaking base images of this machine's own packages instead`);
  }
  const made = await makeBases(builder, versionIn(named.BASE), kitFolder());
  tell(`Building from ${made.BASE} and ${made.RUNTIME}, made here`);
  return made;
}

async function firstRefusal(builder: Builder, images: readonly string[]): Promise<string | null> {
  for (const image of images) {
    const why = await pull(builder, image);
    if (why !== null) return `Cannot fetch ${image}: ${why.trim().split("\n").at(-1)}`;
  }
  return null;
}
