import { isEntityName, labelsOf } from '../core/entities.js'

/** An answer that nobody gave, to show what a rule for a false alarm does: nothing in it comes from a record or a document. */
export interface InventedExample {
  /** Has one value that the rule would let pass, were it the one that the rule names, and another of its kind. */
  readonly answer: string
  readonly passes: string
  /** Is stopped as before. */
  readonly stops: string
}

const GIVEN = ['Ines', 'Noah', 'Mira', 'Otto', 'Lena', 'Hugo', 'Vera', 'Emil']
const FAMILY = ['Fern', 'Vale', 'Birch', 'Moss', 'Heath', 'Reed', 'Sedge', 'Alder']
const WORDS =
  'amber basin cedar delta ember fjord grove haven inlet juniper knoll larch meadow north oxbow'.split(' ')

/** Draws of one seed, in order. */
type Draw = (below: number) => number

/** Values by what they are; of names and numbers that are set aside for examples where there are any. */
const VALUES: Readonly<Record<string, (draw: Draw) => string>> = {
  PERSON: name,
  NAME: name,
  EMAIL_ADDRESS: (draw) => `${name(draw).toLowerCase().replace(' ', '.')}@example.org`,
  PHONE_NUMBER: (draw) => `+1 202-555-01${digits(draw, 2)}`,
  IP_ADDRESS: (draw) => `192.0.2.${1 + draw(254)}`,
  MAC_ADDRESS: (draw) => `00:00:5e:00:53:${digits(draw, 2)}`,
  URL: (draw) => `https://example.org/${pick(draw, WORDS)}/${digits(draw, 3)}`,
  DATE_TIME: date,
  DATE_OF_BIRTH: date,
  AMOUNT: (draw) => `${1 + draw(900)},000 EUR`,
  SALARY: (draw) => `${20 + draw(80)},000 EUR`,
  ORGANIZATION: (draw) => `${pick(draw, FAMILY)} & ${pick(draw, FAMILY)} Ltd`,
  LOCATION: (draw) => `${pick(draw, FAMILY)}haven`,
  CODE_NAME: (draw) => `Project ${pick(draw, GIVEN)}`,
  verbatim: (draw) => Array.from({ length: 10 }, () => pick(draw, WORDS)).join(' '),
}

/** For what was found, an entity or a kind; `seed` is hexadecimal, and equal ones give equal examples. */
export function inventedExample(what: string, seed: string): InventedExample {
  const draw = drawsOf(seed)
  const make = VALUES[what] ?? numbered(what)
  const passes = make(draw)
  let stops = make(draw)
  while (stops === passes) stops = make(draw)
  return { answer: `It says “${passes}”, and elsewhere “${stops}”.`, passes, stops }
}

/** What has no form that is worth inventing: its name, and digits. */
function numbered(what: string): (draw: Draw) => string {
  const [label = what.toLowerCase().replace(/_/g, ' ')] = isEntityName(what) ? labelsOf(what, 'text') : []
  return (draw) => `${label} ${digits(draw, 8)}`
}

function name(draw: Draw): string {
  return `${pick(draw, GIVEN)} ${pick(draw, FAMILY)}`
}

function date(draw: Draw): string {
  return `20${40 + draw(50)}-0${1 + draw(9)}-1${draw(10)}`
}

function digits(draw: Draw, count: number): string {
  return Array.from({ length: count }, () => draw(10)).join('')
}

function pick(draw: Draw, words: readonly string[]): string {
  return words[draw(words.length)]!
}

/** Lehmer's generator: an example has to be told from another one, and no more. */
function drawsOf(seed: string): Draw {
  const MODULUS = 2_147_483_647
  let state = (Number.parseInt(seed.slice(0, 8), 16) % (MODULUS - 1)) + 1
  return (below) => {
    state = (state * 48_271) % MODULUS
    return state % below
  }
}
