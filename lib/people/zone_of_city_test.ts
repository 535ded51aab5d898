import assert from "node:assert/strict";
import { TimeZoneSchema } from "../model/process/common_schema.ts";
import { timeZones, zoneOfCity } from "./zone_of_city.ts";

Deno.test("zoneOfCity() finds the zone of a city, however it is typed", () => {
  const cities = [
    ["Kolkata", "Asia/Kolkata"],
    ["kolkata ", "Asia/Kolkata"],
    ["asia/kolkata", "Asia/Kolkata"],
    ["Mumbai, India", "Asia/Kolkata"],
    ["new  york", "America/New_York"],
    ["New_York", "America/New_York"],
    ["São Paulo", "America/Sao_Paulo"],
    ["München", "Europe/Berlin"],
    ["munchen", "Europe/Berlin"],
    ["Mexico City", "America/Mexico_City"],
    ["Ho Chi Minh City", "Asia/Ho_Chi_Minh"],
    ["Saigon", "Asia/Ho_Chi_Minh"],
    ["Kiev", "Europe/Kyiv"],
    ["Calcutta", "Asia/Kolkata"],
    ["Rangoon", "Asia/Yangon"],
    ["Peking", "Asia/Shanghai"],
    ["Wellington", "Pacific/Auckland"],
    ["utc", "UTC"],
  ] as const;
  for (const [typed, zone] of cities) assert.equal(zoneOfCity(typed), zone, typed);
});

Deno.test("zoneOfCity() leaves what it does not know, and zones as they are", () => {
  for (const typed of ["Mars/Base", "", "Nowhere", "Asia/Kolkata", "Europe/Berlin"]) {
    assert.equal(zoneOfCity(typed), typed);
  }
});

Deno.test("timeZones() has known zones alone, those with more cities among them", () => {
  const zones = timeZones();
  assert.ok(zones.length > 300);
  for (const { zone } of zones) assert.ok(TimeZoneSchema.safeParse(zone).success, zone);
  assert.ok(zones.filter(({ cities }) => cities.length > 0).length > 45);
  const twice = zones.flatMap(({ cities }) => cities).filter((it, i, all) => all.indexOf(it) !== i);
  assert.deepEqual(twice, []);
});
