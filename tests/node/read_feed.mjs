// Reads Fairhand's calendar with ical.js and compares it with what was put in.
//   python -m tests.node.sample_feed | node tests/node/read_feed.mjs
// Prints each event; exits with 1 where something is missing, added or changed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const { feed, expected } = JSON.parse(readFileSync(0, "utf8"));
const calendar = new ICAL.Component(ICAL.parse(feed));
const found = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component, { strictExceptions: true });
  assert.equal(component.getAllSubcomponents().length, 0, `${event.uid} has parts that nobody put there`);
  if (!event.startDate.isDate) assert.equal(event.startDate.zone, ICAL.Timezone.utcTimezone);
  return {
    uid: event.uid,
    summary: event.summary ?? "",
    location: event.location ?? "",
    description: event.description ?? "",
    start: event.startDate.toString(),
    end: event.endDate.toString(),
    sequence: event.sequence,
  };
});
for (const event of found) console.log(`${event.start}  ${event.uid}  ${JSON.stringify(event.summary.slice(0, 40))}`);
assert.deepEqual(found, expected);
for (const line of feed.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, `too long: ${line}`);
console.log(`${found.length} events read as they were written, by ical.js.`);
