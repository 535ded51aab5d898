import { Hono } from "hono";
import { ClassHead } from "../../components/people/ClassHead.tsx";
import { PasswordsCard } from "../../components/people/PasswordsCard.tsx";
import { notFound } from "../../lib/model/process/errors.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { classFile } from "../../lib/people/class_file.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { mayHandOutPasswords } from "../../lib/access/policy/people.ts";
import { type AppEnv, requireMay } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { classPath } from "../../lib/model/process/paths.ts";

/** `/classes/:id/passwords`: how the students of a class sign in, apart from their work. */
export function classPasswordPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/:id/passwords", async (c) => {
    const user = requireMay(c, mayHandOutPasswords);
    const [file, style] = await Promise.all([
      classFile(deps, user, c.req.param("id")),
      styleOf(deps, user),
    ]);
    if (!file.mayChange && !file.teachesHere) throw notFound();
    const { id, name } = file.schoolClass;
    const body = (
      <>
        <ClassHead file={file} current="passwords" />
        <PasswordsCard file={file} style={style} now={deps.now()} />
      </>
    );
    return await page(c, deps, {
      title: `${isolated(name)}: passwords`,
      body,
      current: "classes",
      back: { href: classPath(id), label: name },
    });
  });
  return app;
}
