import { DockerfileParser, type Instruction, ModifiableInstruction } from "dockerfile-ast";

const ROOT = new URL("..", import.meta.url);

export interface Stage {
  name: string;
  /** Another stage or an image. */
  from: string;
  instructions: Instruction[];
}

/** The stages of `Dockerfile`, in order. */
export function stages(): Stage[] {
  const all: Stage[] = [];
  for (const it of DockerfileParser.parse(dockerfile()).getInstructions()) {
    if (it.getKeyword() !== "FROM") {
      all.at(-1)?.instructions.push(it);
      continue;
    }
    const [from = "", , name = ""] = words(it);
    all.push({ name, from, instructions: [] });
  }
  return all;
}

/** The stage called `name`. */
export function stage(name: string): Stage {
  const found = stages().find((it) => it.name === name);
  if (found === undefined) throw new Error(`Cannot find the stage ${name}`);
  return found;
}

export function dockerfile(): string {
  return Deno.readTextFileSync(new URL("Dockerfile", ROOT));
}

export function words(it: Instruction): string[] {
  return it.getArguments().map((word) => word.getValue());
}

/** The last instruction of a kind, as `USER`. */
export function last({ instructions, name }: Stage, keyword: string): Instruction {
  const found = instructions.findLast((it) => it.getKeyword() === keyword);
  if (found === undefined) throw new Error(`Cannot find ${keyword} in the stage ${name}`);
  return found;
}

/** The words of an instruction in exec form. @throws {Error} where a shell would be needed. */
export function execForm(it: Instruction): string[] {
  const text = it.getRawArgumentsContent()!.replace(/\\\n/g, "");
  return JSON.parse(text.slice(text.indexOf("[")));
}

/** What `ENV` sets. */
export function environment({ instructions }: Stage): Record<string, string> {
  const lines = instructions.filter((it) => it.getKeyword() === "ENV");
  return Object.fromEntries(
    lines.flatMap((it) => words(it).map((pair) => pair.split("=") as [string, string])),
  );
}

export interface Copied {
  /** A stage; `null`: the folder that is built. */
  from: string | null;
  /** Whose the files become, as `user:group`. */
  owner: string | null;
  sources: string[];
  target: string;
}

export function copies({ instructions }: Stage): Copied[] {
  return instructions.filter((it) => it.getKeyword() === "COPY").map((it) => {
    const paths = words(it);
    const flags = it instanceof ModifiableInstruction ? it.getFlags() : [];
    const flag = (name: string) => flags.find((it) => it.getName() === name)?.getValue() ?? null;
    const [from, owner] = [flag("from"), flag("chown")];
    return { from, owner, sources: paths.slice(0, -1), target: paths.at(-1)! };
  });
}
