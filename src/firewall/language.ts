import type { Language } from './service.js'

/** Kana is Japanese; so is Han script in a text that has no kana and little else. Everything else reads English. */
export function languageOf(texts: readonly string[]): Language {
  for (const text of texts.toReversed()) {
    const sample = text.slice(0, 2_000)
    if (/[\u3041-\u30ff\uff66-\uff9d]/.test(sample)) return 'ja'
    const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0
    const letters = sample.match(/\p{L}/gu)?.length ?? 0
    if (letters > 0) return han * 2 > letters ? 'ja' : 'en'
  }
  return 'en'
}
