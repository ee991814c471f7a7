/** Matches the part of a refusal that says why: the English errmsg, and the message in both languages. */
export function inBothLanguages(errmsg: unknown): object {
  return { errmsg, message: { en: errmsg, zh: expect.stringMatching(/[\u4e00-\u9fff]/) } }
}
