/** Words for the kinds of values in JSON; a kind that is not here is shown by its own name. */
const KINDS: Readonly<Record<string, string>> = {
  string: "نص",
  integer: "عدد صحيح",
  number: "عدد",
  boolean: "نعم أو لا",
  object: "كائن",
  uuid: "معرّف UUID",
  uri: "عنوان",
  date: "يوم",
  "date-time": "وقت",
};

/** Sentences of the page about the API. */
export const docsStrings = {
  title: "واجهة البرامج",
  forPrograms: "الوصف الكامل الذي تقرؤه البرامج:",
  parameters: "المعاملات",
  noParameters: "لا معاملات لهذا العنوان.",
  answers: "الأجوبة",
  listOf: "قائمة من",
  orNothing: "أو null",
  kind: (name: string): string => KINDS[name] ?? name,
};
