import type { Language } from '../policy/service.js'

/**
 * The language of the last text that has letters: Japanese where most letters are kana or Han with kana among them,
 * others by their script or by their commonest words; English where nothing tells.
 */
export function languageOf(texts: readonly string[]): Language {
  for (const text of texts.toReversed()) {
    const sample = text.slice(0, 2_000)
    const letters = sample.match(/\p{L}/gu)?.length ?? 0
    if (letters === 0) continue
    const share = (script: RegExp) => (sample.match(script)?.length ?? 0) / letters
    const kana = share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)
    const han = share(/\p{Script=Han}/gu)
    if (kana + han > 0.5) return han > 0.9 && isChinese(sample) ? 'zh' : 'ja'
    if (share(/\p{Script=Hangul}/gu) > 0.5) return 'ko'
    if (share(/\p{Script=Cyrillic}/gu) > 0.5) return /[іїєґ]/iu.test(sample) ? 'en' : 'ru'
    return byWords(sample)
  }
  return 'en'
}

/** Characters that Chinese sentences cannot do without, and Japanese ones have none of. */
function isChinese(sample: string): boolean {
  return /[的们吗这你我们请说没谁吧呢么]/u.test(sample)
}

/** Short words that are of one of these languages alone. */
const WORDS: Readonly<Partial<Record<Language, ReadonlySet<string>>>> = {
  de: new Set(
    'der die das und ist nicht ich wie wer mein den dem mit für auf ein eine zu wird kann bitte'.split(' '),
  ),
  fr: new Set(
    'le les des et est pas je qui que quel quelle mon dans une pour sur avec vous nous au du ce'.split(' '),
  ),
  es: new Set('el los las y es qué cuál quién mi del una para con por está cómo su al puede'.split(' ')),
  pt: new Set('os as é não eu qual quem meu do da uma para com por está como seu ao pode você'.split(' ')),
  it: new Set('il gli è non io che chi mio della del una per con come sono nel alla quale puoi'.split(' ')),
  en: new Set('the and is not i who what my of a to for on with how are was in it please can you'.split(' ')),
}

/** Words that have to tell a language: one may be a name. */
const TELLING = 2

function byWords(sample: string): Language {
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? []
  let best: Language = 'en'
  let most = 0
  for (const [language, known] of Object.entries(WORDS) as [Language, ReadonlySet<string>][]) {
    const count = words.filter((word) => known.has(word)).length
    if (count > most || (count === most && language === 'en')) {
      most = count
      best = language
    }
  }
  return most >= TELLING ? best : 'en'
}
