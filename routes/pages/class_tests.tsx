import { Hono } from "hono";
import { z } from "zod";
import { GivenList } from "../../components/GivenList.tsx";
import { Stack } from "../../components/Layout.tsx";
import { ClassHead } from "../../components/people/ClassHead.tsx";
import { type GivenDeps, givenTests } from "../../lib/assignments/given_tests.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { classFile } from "../../lib/people/class_file.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { isStaff } from "../../lib/access/user.ts";
import { type AppEnv, readQuery, requireMay } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { classPath } from "../../lib/model/process/paths.ts";

const QuerySchema = z.object({ after: z.string().max(2_000).optional() });

/** `/classes/:id/tests`: what a class was given, as far as the reader runs it or sees its results. */
export function classTestPages(deps: PeoplePageDeps & GivenDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/:id/tests", async (c) => {
    const user = requireMay(c, isStaff);
    const classId = c.req.param("id");
    const { after } = readQuery(c, QuerySchema);
    const [file, given, style] = await Promise.all([
      classFile(deps, user, classId),
      givenTests(deps, user, { of: { kind: "class", classId }, after }),
      styleOf(deps, user),
    ]);
    const { name } = file.schoolClass;
    const body = (
      <>
        <ClassHead file={file} current="tests" />
        <Stack>
          <GivenList
            given={given}
            style={style}
            caption={`Tests given to ${isolated(name)}`}
            without={["audience"]}
            nothing="No tests given yet."
            nextHref={(cursor) =>
              `${classPath(classId, "tests")}?${new URLSearchParams({ after: cursor })}`}
          />
        </Stack>
      </>
    );
    return await page(c, deps, {
      title: `${isolated(name)}: tests`,
      body,
      current: "classes",
      back: { href: classPath(classId), label: name },
    });
  });
  return app;
}
