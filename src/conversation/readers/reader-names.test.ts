import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanName, nameFault, nameKey } from "./reader-names.ts";

const site = { site: "الورّاق" };

test("names that look alike have one key", () => {
  const same: readonly (readonly [string, string])[] = [
    ["مُحَمَّد", "محمد"],
    ["محـــمد", "محمد"],
    ["أحمد علي", "احمد على"],
    ["فاطمة", "فاطمه"],
    ["کریم", "كريم"],
    ["محممد", "محمد"],
    ["Omar", "0mar"],
    ["Оmar", "Omar"],
    ["Ali", "A1i"],
    ["modern", "modem"],
    ["سلمى.ح", "سلمى ح"],
  ];
  for (const [one, two] of same) assert.equal(nameKey(one), nameKey(two), `${one} = ${two}`);
  const different = ["سلمى", "سليم", "سالم", "Salma", "Salim", "محمد", "محمود"];
  assert.equal(new Set(different.map(nameKey)).size, different.length);
});

test("ordinary names are taken, in any script", () => {
  const names = [
    "سلمى الحارثي",
    "عبد الرحمن",
    "مُنى",
    "Jean-Luc O’Neil",
    "Åsa",
    "李明",
    "أبو ليلى 77",
  ];
  for (const name of names) assert.equal(nameFault(cleanName(name), site), undefined, name);
});

test("invisible signs, turned text, mixed letters, names of the house are refused with the reason", () => {
  const wrong: readonly (readonly [string, string])[] = [
    ["س", "short"],
    ["ـــ", "short"],
    ["ا".repeat(41), "long"],
    ["سلمى\u200f", "hidden"],
    ["سل\u200bمى", "hidden"],
    ["\u202eسلمى", "hidden"],
    ["سلمى\u3164", "hidden"],
    ["سلمى <b>", "signs"],
    ["@salma", "signs"],
    ["123456", "signs"],
    ["سلمى☆", "signs"],
    ["س\u064b\u064b\u064b\u064b\u064bلمى", "signs"],
    ["pаypal", "mixed"],
    ["سلمىabc", "mixed"],
    ["المشرف", "staff"],
    ["المُشرِف", "staff"],
    ["Admin", "staff"],
    ["adm1n", "staff"],
    ["الوراق", "staff"],
  ];
  for (const [name, fault] of wrong)
    assert.equal(nameFault(cleanName(name), site), fault, JSON.stringify(name));
});
