import type { Recognizer } from '../../core/ports.js'
import { askedFor } from './pattern.js'

/**
 * The recognizers of these entities and places; a recognizer of no particular place belongs to every one. What is
 * asked for by name, an entity or the country that issues it, is also found where no word says what it is.
 */
export function chooseRecognizers(
  recognizers: readonly Recognizer[],
  { entities, locales }: { readonly entities?: readonly string[]; readonly locales?: readonly string[] },
): readonly Recognizer[] {
  const countries = locales?.map(countryOf) ?? []
  return recognizers
    .filter(
      (recognizer) =>
        (entities === undefined || entities.includes(recognizer.entity)) &&
        (locales === undefined ||
          recognizer.locales.length === 0 ||
          recognizer.locales.some((locale) => locales.some((wanted) => belongs(locale, wanted)))),
    )
    .flatMap((recognizer) => {
      if (entities?.includes(recognizer.entity) === true) return askedFor(recognizer, 'entity')
      return recognizer.locales.some((locale) => countries.includes(countryOf(locale)))
        ? askedFor(recognizer, 'country')
        : [recognizer]
    })
}

/** `ja` takes `ja-JP`; `en-GB` takes itself and what is all of `en`. */
function belongs(locale: string, wanted: string): boolean {
  return locale === wanted || locale.startsWith(`${wanted}-`) || wanted.startsWith(`${locale}-`)
}

/** Of a language alone, where most of those who write it live: `de` is `DE`, `en` is `US`. */
function countryOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().region
  } catch {
    return undefined
  }
}
