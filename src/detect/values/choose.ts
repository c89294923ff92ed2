import type { Recognizer } from '../../core/ports.js'

/** The recognizers of these entities and places; a recognizer of no particular place belongs to every one. */
export function chooseRecognizers(
  recognizers: readonly Recognizer[],
  { entities, locales }: { readonly entities?: readonly string[]; readonly locales?: readonly string[] },
): readonly Recognizer[] {
  return recognizers.filter(
    (recognizer) =>
      (entities === undefined || entities.includes(recognizer.entity)) &&
      (locales === undefined ||
        recognizer.locales.length === 0 ||
        recognizer.locales.some((locale) => locales.some((wanted) => belongs(locale, wanted)))),
  )
}

/** `ja` takes `ja-JP`; `en-GB` takes itself and what is all of `en`. */
function belongs(locale: string, wanted: string): boolean {
  return locale === wanted || locale.startsWith(`${wanted}-`) || wanted.startsWith(`${locale}-`)
}
