import { readAsset } from '../../../src/core/assets.js'
import { decodeWords } from '../../../src/detect/names/japanese/dictionary-codec.js'
import { wellKnownNames } from '../../../src/detect/names/japanese/well-known.js'
import { classNumber, type WordClass } from '../../../src/detect/names/japanese/word-class.js'
import type { Random } from '../../../src/evaluate/random.js'
import type { Labelled } from './training.js'

/**
 * Other people in the same sentences: what is learnt is then where names stand and what they are like, and not
 * whose they were.
 */
export interface NameLists {
  readonly surnames: readonly string[]
  readonly given: readonly string[]
  readonly foreign: readonly string[]
  readonly foreignPlaces: readonly string[]
  /** Surnames that the dictionary finds likely. */
  readonly usualSurnames: readonly string[]
  readonly places: readonly string[]
  /** Foreign words that are no names. */
  readonly katakanaWords: readonly string[]
  /** Given names of two kanji, as warriors and poets go by. */
  readonly oldNames: readonly string[]
  /** In katakana, of people and of firms, teams, bands. */
  readonly knownPeople: readonly string[]
  readonly knownFirms: readonly string[]
}

const HAN = /^[\p{sc=Han}々]+$/u
const KATAKANA = /^[ァ-ヴー]{2,}$/
/** Cost of a surname below which it is a usual one, in hundreds. */
const USUAL = 70

export function nameLists(): NameLists {
  const { surfaces, classes, costs } = decodeWords(readAsset('japanese-dictionary').part('words'))
  const of = (names: readonly WordClass[], shape: RegExp) => {
    const wanted = names.map(classNumber)
    return surfaces.filter(
      (surface, i) => shape.test(surface) && classes[i]!.some((one) => wanted.includes(one)),
    )
  }
  return {
    surnames: of(['surname'], HAN),
    given: of(['given'], /^(?:[\p{sc=Han}々]{1,3}|\p{sc=Hira}{2,4})$/u),
    foreign: of(['person', 'given', 'surname'], KATAKANA),
    foreignPlaces: of(['region'], KATAKANA),
    usualSurnames: surfaces.filter((surface, i) => {
      const at = classes[i]!.indexOf(classNumber('surname'))
      return at >= 0 && HAN.test(surface) && costs[i]![at]! < USUAL
    }),
    places: of(['region'], HAN),
    katakanaWords: of(['noun'], /^[ァ-ヴー]{3,8}$/),
    oldNames: of(['given'], /^\p{sc=Han}{2}$/u),
    knownPeople: wellKnownNames('person'),
    knownFirms: wellKnownNames('organization'),
  }
}

/** Names of which the dictionary has heard nothing are as frequent as those it knows. */
const UNHEARD = 0.35

/** A name of a list, or one that begins like one of them and ends like another. */
export function unheard(list: readonly string[], random: Random): string {
  const name = random.pick(list)
  if (!random.chance(UNHEARD)) return name
  const other = random.pick(list)
  const head = name.slice(0, Math.max(1, Math.ceil(name.length / 2)))
  const tail = other.slice(Math.floor(other.length / 2)).replace(/^[ァィゥェォャュョッーン]+/, '')
  const whole = head + tail
  return whole.length >= 3 ? whole : name
}

/** A copy with other names of the same make in place of its own. */
export function varied({ text, spans }: Labelled, lists: NameLists, random: Random): Labelled {
  let out = ''
  let at = 0
  const moved: Labelled['spans'][number][] = []
  for (const { start, end, kind } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue
    out += text.slice(at, start)
    const value = text.slice(start, end)
    const name =
      kind === 'person' ? otherPerson(value, lists, random) : otherPlace(value, kind, lists, random)
    moved.push({ start: out.length, end: out.length + name.length, kind })
    out += name
    at = end
  }
  return { text: out + text.slice(at), spans: moved }
}

function otherPerson(value: string, lists: NameLists, random: Random): string {
  if (/^[ァ-ヴー・=]+$/.test(value)) {
    return value.replace(/[ァ-ヴー]{2,}/g, () => unheard(lists.foreign, random))
  }
  if (!HAN.test(value)) return value
  if (value.length <= 2) return random.pick(random.chance(0.75) ? lists.surnames : lists.given)
  return random.pick(lists.surnames) + random.pick(lists.given)
}

function otherPlace(value: string, kind: string, lists: NameLists, random: Random): string {
  return kind === 'location' && KATAKANA.test(value) ? unheard(lists.foreignPlaces, random) : value
}
