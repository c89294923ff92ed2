import { parseServicePolicy } from '../../core/policy-schema.js'
import type { Recognizer } from '../../core/ports.js'
import type { Principal } from '../../core/types.js'
import { luhn } from '../../detect/values/checks/checksum.js'
import { defaultRecognizers } from '../../detect/values/recognizers/index.js'
import { readValues } from '../../detect/values/value-views.js'
import type { Firewall } from '../../firewall/firewall.js'
import type { Found } from './match.js'

/** Anything that finds personal data in a text. */
export interface Finder {
  readonly name: string
  find(text: string): Promise<readonly Found[]>
}

/** The recognizers by themselves: no store, no reader, no policy. */
export function recognizerFinder(recognizers: readonly Recognizer[], minScore: number): Finder {
  return {
    name: 'ragwall',
    find: async (text) => readValues(text, recognizers, minScore),
  }
}

/** A service that asks for names and days too. */
export const EVERYTHING = parseServicePolicy(
  { name: 'everything', entities: [...new Set(defaultRecognizers().map(({ entity }) => entity))] },
  'the service of this evaluation',
)

const STRANGER: Principal = {
  id: 'user:stranger',
  groups: [],
  clearance: { level: 'public', compartments: [] },
}

/** What a check of the text as an answer says: the same through folding, windows, merging and policy. */
export function firewallFinder(firewall: Pick<Firewall, 'check'>): Finder {
  return {
    name: 'ragwall, through the firewall',
    async find(text) {
      const { findings } = await firewall.check(text, { principal: STRANGER, service: EVERYTHING.name })
      return findings.flatMap((finding) =>
        finding.kind === 'personal-data' || finding.kind === 'secret' ? [finding] : [],
      )
    },
  }
}

interface NaivePattern {
  readonly entity: string
  readonly regex: RegExp
  readonly holds?: (value: string) => boolean
}

/** The five kinds that agent frameworks redact out of the box, each as the expression everybody writes first. */
const NAIVE: readonly NaivePattern[] = [
  { entity: 'EMAIL_ADDRESS', regex: /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b/g },
  {
    entity: 'CREDIT_CARD',
    regex: /\b\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,4}\b/g,
    holds: (value) => luhn(value.replace(/\D/g, '')),
  },
  { entity: 'IP_ADDRESS', regex: /\b\d{1,3}(?:\.\d{1,3}){3}\b/g },
  { entity: 'MAC_ADDRESS', regex: /\b[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}\b/g },
  { entity: 'URL', regex: /\bhttps?:\/\/\S+/g },
]

/** The baseline that must fail: five expressions, no names, no numbers but cards. */
export const naiveFinder: Finder = {
  name: 'five expressions',
  find: async (text) =>
    NAIVE.flatMap(({ entity, regex, holds }) =>
      Array.from(text.matchAll(regex))
        .filter(([value]) => holds?.(value) ?? true)
        .map(({ 0: value, index }) => ({ start: index, end: index + value.length, entity, score: 1 })),
    ),
}
