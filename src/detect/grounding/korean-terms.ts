import type { TermCollector } from './collector.js'
import { BITS, CERTAIN } from './weights.js'

/**
 * Korean names of a source: a surname of one syllable (two for a few), a given name of two, and what is written behind
 * them, a title or a particle. Particles are part of the word that they follow, so an answer is looked through as a
 * script without spaces is.
 */
const SURNAME =
  '(?:남궁|황보|제갈|선우|독고|사공|서문|[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹모])'
const NAME = `(${SURNAME})([가-힣]{2})`
const TITLES =
  '씨|님|군|양|부장|차장|과장|대리|팀장|이사|상무|전무|사장|회장|대표|본부장|실장|원장|소장|교수|박사|선생|변호사|의사|기자|감독|위원|의원|사원|주임|매니저|고객|환자|간호사'
const TITLED = new RegExp(`(?<![가-힣])${NAME}(?= ?(?:${TITLES}))`, 'g')
const WITH_PARTICLE = new RegExp(
  `(?<![가-힣])${NAME}(?=(?:은|는|이|가|의|을|를|에게|와|과|께서|도)(?![가-힣]))`,
  'g',
)
const CODE_BEFORE =
  /(?:프로젝트|코드명|코드네임|암호명|작전명)(?:은|는|이|가)?[ :"'“‘「]{1,3}([가-힣]{2,10})/g
const CODE_BEHIND = /(?<![가-힣])['"“‘「]?([가-힣]{2,8})['"”’」]? (?:프로젝트|작전|계획)/g
const PARTICLE = /(?<=[가-힣]{2})(?:으로|에서|입니다|이다|은|는|이|가|을|를|의|에|로|와|과|도)$/

export function collectKorean(collector: TermCollector, text: string): void {
  if (!/[가-힣]/.test(text)) return
  for (const [, surname, given] of text.matchAll(TITLED))
    collectKoreanName(collector, surname! + given!, given)
  for (const [, surname, given] of text.matchAll(WITH_PARTICLE)) {
    // Many words of three syllables begin like a name.
    collector.run(surname! + given!, 'person', BITS.titled)
  }
  for (const [, called] of [...text.matchAll(CODE_BEFORE), ...text.matchAll(CODE_BEHIND)]) {
    for (const name of new Set([called!, called!.replace(PARTICLE, '')])) {
      collector.run(name, 'codename', name.length > 2 ? CERTAIN : BITS.ordinaryCodeName)
    }
  }
}

/** A name that is known to be a person's; without its surname, people who know each other are called so. */
export function collectKoreanName(collector: TermCollector, name: string, given = name.slice(-2)): void {
  collector.run(name, 'person', CERTAIN)
  if (given.length < name.length) collector.run(given, 'person', BITS.givenName)
}
