import assert from "node:assert/strict";
import { test } from "node:test";
import { COMMON_STEMS } from "./common-passwords/stems.ts";
import { passwordFault } from "./password-rules.ts";

test("passwordFault() lets any letters in any composition pass", () => {
  for (const good of [
    "correct horse battery",
    "قهوة الصباح على الشرفة",
    "نخلة ونهر وقارب",
    "🦊🌵🪁🧭🪵🧊🫖🪻",
    "        ثمان مسافات",
    "zq8#Lw!p",
    "93716204851",
    "طائرٌ أزرقُ يُغنّي",
    "x".concat("ab9 ".repeat(40)),
    "كلمات لا يعرفها سوى صاحبها",
  ])
    assert.equal(passwordFault(good), undefined, good);
});

test("passwordFault() counts letters after composing them, and bytes as they come", () => {
  assert.equal(passwordFault("zq8#Lw!"), "short");
  assert.equal(passwordFault("🦊🌵🪁🧭🪵🧊🫖"), "short");
  // Seven letters of which each is two code points before they are composed.
  assert.equal(passwordFault("e\u0301".repeat(7)), "short");
  assert.equal(passwordFault("ط".repeat(3) + "قيصر يحب البحر ".repeat(30)), undefined);
  assert.equal(passwordFault("قيصر يحب البحر ".repeat(80)), "long");
  const letters64 = "mQ7!vX2#pL9@rT4$wK8%nJ3^zB6&hF1*yD5(cG0)sV2_aE7+uI4=oP9-qW3~tR6;";
  assert.equal(Array.from(letters64).length, 64);
  assert.equal(passwordFault(letters64), undefined);
});

test("passwordFault() knows common passwords, disguised, with ends, doubled or along the keys", () => {
  for (const common of [
    "password",
    "Password1",
    "P@ssw0rd!",
    "passw0rd2026",
    "123456789",
    "87654321",
    "11111111",
    "aaaaaaaaa",
    "abcabcabc",
    "qwertyuiop",
    "asdfghjkl;",
    "1q2w3e4r5t",
    "iloveyou",
    "iloveyou2",
    "adminadmin",
    "letmein123",
    "welcome@2026",
    "19901990",
    "25121990",
    "19901225",
    "كلمة المرور",
    "كلمةالمرور1",
    "كلمه السر ١٢٣",
    "محمد٢٠٢٦!",
    "مُحَمَّد1234",
    "ضصثقفغعه",
    "ابتثجحخد",
    "السلام عليكم",
    "الحمدلله99",
    "riyadh2030",
    "!!!!!!!!!!",
    "          ",
  ])
    assert.notEqual(passwordFault(common), undefined, common);
});

test("every common word is refused with the ends that people give it: well over 3,000 passwords", () => {
  let refused = 0;
  for (const stem of COMMON_STEMS)
    for (const end of ["", "1", "12", "123", "1234", "2025", "2026", "!", "@123", "."]) {
      const password = `${stem}${end}`;
      if (Array.from(password).length < 8) continue;
      assert.equal(passwordFault(password), "common", password);
      refused += 1;
    }
  assert.ok(refused >= 3000, String(refused));
});

test("passwordFault() refuses what is made of the person or the site", () => {
  const context = {
    email: "salma.alali@news.example",
    name: "سلمى العلي",
    site: ["صحيفة النخيل", "nakheel", "example"],
  };
  for (const own of [
    "salma.alali@news.example",
    "Salma2026!!",
    "سلمى العلي 1",
    "النخيل2026",
    "Nakheel#123",
    "n4kheel123",
  ])
    assert.equal(passwordFault(own, context), "own", own);
  assert.equal(passwordFault("حديقة سلمى بعد المطر", context), undefined);
});
