import type { Language } from '../policy/service.js'

/** Japanese where most letters are kana or Han, English elsewhere; the last text that has letters decides. */
export function languageOf(texts: readonly string[]): Language {
  for (const text of texts.toReversed()) {
    const sample = text.slice(0, 2_000)
    const letters = sample.match(/\p{L}/gu)?.length ?? 0
    const japanese = sample.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu)?.length ?? 0
    if (letters > 0) return japanese * 2 > letters ? 'ja' : 'en'
  }
  return 'en'
}
