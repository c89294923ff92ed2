import type { Recognizer } from '../../../core/ports.js'
import { entityPattern } from './entity-pattern.js'

const STREET =
  'Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Highway|Hwy|Parkway|Pkwy|Circle|Crescent|Close|Gardens|Grove|Mews'
const STATE =
  'A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]'
const NAME = "[A-Z0-9][A-Za-z0-9.'-]{0,20}"
const GAP = '(?:, ?\\n?| ?\\n| )'
const UNIT = `(?:${GAP}(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|#)\\.? ?#?[A-Za-z0-9-]{1,6})?`
const UK_POSTCODE = '[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}'
const TOWN = `(?:${GAP}[A-Z][a-zA-Z.'-]{1,20}(?: [A-Z][a-zA-Z.'-]{1,20}){0,2})`

/** *In 2019 Wall Street …*, *© 2022 Superior Court* */
const NO_YEAR =
  '(?!(?<=(?:[Ii]n|[Ss]ince|[Ff]rom|[Uu]ntil|[Dd]uring|[Bb]y|[Oo]f|[Tt]he|©|\\(c\\)) ?)(?:19|20)[0-9]{2} )'

const western = entityPattern({
  entity: 'POSTAL_ADDRESS',
  locales: ['en-US', 'en-GB'],
  regex: new RegExp(
    `(?<![0-9A-Za-z.,-])${NO_YEAR}[0-9]{1,6}[A-Za-z]?(?:-[0-9]{1,4})? (?:[NSEW]{1,2}\\.? )?(?:${NAME} ){1,4}(?:${STREET})(?![a-z])\\.?` +
      `${UNIT}(?:${TOWN}{0,2}(?:,? \\n?(?:${STATE})${GAP}[0-9]{5}(?:-[0-9]{4})?|${GAP}${UK_POSTCODE}))?(?![0-9])`,
  ),
  canonical: canonicalAddress,
  score: 0.75,
  examples: {
    match: [
      '123 Main Street, Springfield, IL 62704',
      '1600 Amphitheatre Pkwy, Mountain View, CA 94043-1351',
      '10 Downing Street, London SW1A 2AA',
      '221B Baker Street',
      {
        text: 'Send it to 42 N. Elm St., Apt. 5, Dayton, OH 45402 please',
        value: '42 N. Elm St., Apt. 5, Dayton, OH 45402',
      },
      { text: '住所は123 Main Streetです', value: '123 Main Street' },
    ],
    noMatch: [
      '5 minutes down the street',
      'In 2019 Wall Street fell',
      '\u00a9 2022 Superior Court of California',
      '3 Ways to win',
      '100 people on Main Street',
      'Section 4 Place your order',
    ],
  },
})

const postBox = entityPattern({
  entity: 'POSTAL_ADDRESS',
  locales: ['en-US', 'en-GB'],
  regex: new RegExp(
    `(?<![A-Za-z0-9])P\\.? ?O\\.? ?Box [0-9]{1,6}(?:${TOWN},? (?:${STATE}) [0-9]{5}(?:-[0-9]{4})?)?(?![0-9])`,
  ),
  canonical: canonicalAddress,
  score: 0.7,
  examples: { match: ['P.O. Box 1234', 'PO Box 99, Dayton, OH 45402'], noMatch: ['Box 12', 'PO box office'] },
})

function canonicalAddress(value: string): string {
  return value
    .toLowerCase()
    .replace(/[\s.,]+/g, ' ')
    .trim()
}

export const addressRecognizers: readonly Recognizer[] = [western, postBox]
