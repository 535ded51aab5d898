/** What git knows of the files that a suite covers. */
export interface History {
  /** The commit that is checked out, in full. */
  head(): Promise<string>;
  /** Files under git, by `:(glob)` patterns. */
  files(patterns: readonly string[]): Promise<string[]>;
  /** Those of them that are not as the commit had them; `null` where that commit is not known here. */
  changedSince(commit: string, patterns: readonly string[]): Promise<string[] | null>;
}

/** @param dir The repository. */
export function historyOf(dir: string): History {
  async function git(...args: string[]): Promise<string | null> {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["-C", dir, ...args],
      stdin: "null",
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  }
  async function files(patterns: readonly string[]): Promise<string[]> {
    return lines(await git("ls-files", "--", ...globs(patterns)) ?? "");
  }
  return {
    files,
    async head() {
      const commit = await git("rev-parse", "HEAD");
      if (commit === null) throw new Error(`Cannot prove anything in ${dir}: it is no git clone`);
      return commit;
    },
    async changedSince(commit, patterns) {
      const changed = await git("diff", "--name-only", commit, "--", ...globs(patterns));
      if (changed === null) return null;
      const added = await git(
        "ls-files",
        "--others",
        "--exclude-standard",
        "--",
        ...globs(patterns),
      );
      return [...new Set([...lines(changed), ...lines(added ?? "")])];
    },
  };
}

function globs(patterns: readonly string[]): string[] {
  return patterns.map((pattern) => `:(glob)${pattern}`);
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
