import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { PersonIdSchema } from "../../lib/model/process/common_schema.ts";
import { oneTimeUntil } from "../../lib/model/access/one_time.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import {
  AccommodationChangeSchema,
  AccommodationViewSchema,
  AddedPersonSchema,
  NewPersonSchema,
  PersonChangeSchema,
  type PersonView,
  PersonViewSchema,
  SchoolRoleSchema,
} from "../../lib/model/people/person_command_schema.ts";
import { accommodationOf, grantAccommodation } from "../../lib/people/accommodations.ts";
import { type AddedPerson, addPerson } from "../../lib/people/add_person.ts";
import { changePerson } from "../../lib/people/change_person.ts";
import type { PeopleDeps } from "../../lib/people/deps.ts";
import { oncePerRow } from "../../lib/process/once_per_row.ts";
import { listPeople } from "../../lib/people/directory.ts";
import { personFile } from "../../lib/people/person_file.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireUser } from "../edge.tsx";
import { idOfMade, KEY_HEADERS } from "../edge_once.ts";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("People");

const params = z.object({ id: PersonIdSchema.describe("Id of the person") });

const list = operation({
  operationId: "listPeople",
  method: "get",
  path: "/",
  summary: "People of the school by name, page by page",
  request: {
    query: z.strictObject({
      q: z.string().max(100).optional().describe(
        "Beginnings of words of a name, username or e-mail address before `@`, and the name of a class",
      ),
      role: SchoolRoleSchema.optional().describe("Those of this role alone"),
      after: z.string().max(2_000).optional().describe("`next` of the page before"),
    }),
  },
  responses: {
    200: jsonAnswer(
      "People of the school by name",
      z.object({ items: z.array(PersonViewSchema), next: z.string().nullable() }),
    ),
  },
});

const add = operation({
  operationId: "addPerson",
  method: "post",
  path: "/",
  summary: "Adds a person, who gets a one-time password where active",
  request: { headers: KEY_HEADERS, body: jsonBody(NewPersonSchema) },
  responses: { 201: jsonAnswer("The person added", AddedPersonSchema) },
}, { conflict: "`conflict/name_taken`: the username or e-mail is somebody else's" });

const read = operation({
  operationId: "readPerson",
  method: "get",
  path: "/{id}",
  summary: "One person of the school",
  request: { params },
  responses: { 200: jsonAnswer("The person", PersonViewSchema) },
});

const change = operation({
  operationId: "changePerson",
  method: "patch",
  path: "/{id}",
  summary: "Changes a person, lets them in or suspends them; what is left out stays",
  request: { params, body: jsonBody(PersonChangeSchema) },
  responses: { 200: jsonAnswer("The person changed", AddedPersonSchema) },
}, {
  conflict:
    "`conflict/name_taken`: the username or e-mail is somebody else's; `conflict/in_use`: their role is needed where they teach or study",
});

const NullableRightsSchema = z.object({ rights: AccommodationViewSchema.nullable() });

const readRights = operation({
  operationId: "readAccommodation",
  method: "get",
  path: "/{id}/accommodation",
  summary: "A student's lasting rights, such as more time",
  request: { params },
  responses: {
    200: jsonAnswer("The student's lasting rights, or null", NullableRightsSchema),
  },
});

const putRights = operation({
  operationId: "setAccommodation",
  method: "put",
  path: "/{id}/accommodation",
  summary: "Grants a student lasting rights",
  request: { params, body: jsonBody(AccommodationChangeSchema) },
  responses: { 200: jsonAnswer("The rights granted", AccommodationViewSchema) },
});

/** `/api/people` */
export function peopleApi(deps: PeopleDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(list, async (c) => {
    const { items, next } = await listPeople(deps, requireUser(c), c.req.valid("query"));
    return c.json({ items: items.map(personView), next }, 200);
  });

  app.openapi(add, async (c) => {
    const { id: key, ...person } = c.req.valid("json");
    const idOfNew = await idOfMade(c, key);
    const added = await addPerson(deps, requireUser(c), { ...person, idOfNew });
    return c.json(addedView(added), 201);
  });

  app.openapi(read, async (c) => {
    const { person } = await personFile(deps, requireUser(c), c.req.valid("param").id);
    return c.json(personView(person), 200);
  });

  app.openapi(change, async (c) => {
    const { id } = c.req.valid("param");
    const changed = await changePerson(deps, requireUser(c), { id, change: c.req.valid("json") });
    return c.json(addedView(changed), 200);
  });

  app.openapi(readRights, async (c) => {
    const { rights } = await accommodationOf(deps, requireUser(c), c.req.valid("param").id);
    return c.json({ rights: rights && AccommodationViewSchema.parse(rights) }, 200);
  });

  app.openapi(putRights, async (c) => {
    const { id: personId } = c.req.valid("param");
    const granted = await grantAccommodation(deps, requireUser(c), {
      personId,
      change: c.req.valid("json"),
    });
    return c.json(AccommodationViewSchema.parse(granted), 200);
  });

  return app;
}

/** What leaves the server of a person: no hash. A row that stays the same in memory is looked at once. */
const personView = oncePerRow((person: Person): PersonView => {
  const fields = Object.keys(PersonViewSchema.shape).map((key) => [
    key,
    person[key as keyof Person],
  ]);
  return PersonViewSchema.parse({
    ...Object.fromEntries(fields),
    oneTimeUntilAt: oneTimeUntil(person),
  });
});

function addedView({ person, oneTimePassword }: AddedPerson): z.infer<typeof AddedPersonSchema> {
  return { person: personView(person), oneTimePassword };
}
