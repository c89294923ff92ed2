import { deriveKey, keyedDigest, type SecretKey, secretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import { encryptValue } from './cipher.js'

/**
 * What a value becomes. Each is a function of the value and its key, never of chance or of what came before,
 * so a stream writes what a batch writes. Keys have at least 32 bytes and live outside; their id is in what
 * they wrote, so that after a rotation each token still names its key.
 */
export type Operator =
  /** `[EMAIL_ADDRESS]`, or a text of your own. The default. */
  | { readonly kind: 'redact'; readonly placeholder?: string }
  /** `***********1111`: letters and digits but the last `keep` (default 0) become `character` (default `*`). */
  | { readonly kind: 'mask'; readonly keep?: number; readonly character?: string }
  /** `[EMAIL_ADDRESS#<key id>.<16 hex>]`: all spellings of a value have one digest. Not to be turned back. */
  | { readonly kind: 'hash'; readonly key: Uint8Array }
  /** `[EMAIL_ADDRESS~<key id>.<token>]`: `decryptValues` turns it back. */
  | { readonly kind: 'encrypt'; readonly key: Uint8Array }
  /** `[EMAIL_ADDRESS=<code>]`, the same for a value throughout one conversation, another in the next. */
  | { readonly kind: 'pseudonym'; readonly pseudonyms: Pseudonyms }

/** By entity (`EMAIL_ADDRESS`); `default` is for those not named. */
export type Operators = Readonly<Record<string, Operator>>

export interface ReplacedValue {
  readonly entity: string
  /** As it stands in the text. */
  readonly text: string
  /** The one form of all its spellings. */
  readonly canonical: string
}

/** Applies one operator to one value. Compile once, call for each value. */
export type Replace = (value: ReplacedValue) => string

/** Throws `option-invalid` for keys that are too short and for a mask without a character. */
export function compileOperator(operator: Operator): Replace {
  switch (operator.kind) {
    case 'redact':
      return ({ entity }) => operator.placeholder ?? `[${entity}]`
    case 'mask':
      return mask(operator)
    case 'hash': {
      const key = operatorKey(operator.key)
      const digests = deriveKey(key, 'operator hash')
      return ({ entity, canonical }) =>
        `[${entity}#${key.id}.${keyedDigest(digests, entity, canonical).slice(0, 16)}]`
    }
    case 'encrypt': {
      const key = operatorKey(operator.key)
      return ({ entity, text }) => encryptValue(key, entity, text)
    }
    case 'pseudonym':
      return (value) => operator.pseudonyms.of(value)
    default:
      throw invalid('an operator is none of redact, mask, hash, encrypt and pseudonym')
  }
}

function mask({
  keep = 0,
  character = '*',
}: {
  readonly keep?: number
  readonly character?: string
}): Replace {
  if (!Number.isInteger(keep) || keep < 0) throw invalid('`keep` of a mask is a whole number from 0 on')
  if (Array.from(character).length !== 1) throw invalid('`character` of a mask is one character')
  return ({ text }) => {
    const characters = Array.from(text)
    const masked = characters.map((c) => /[\p{L}\p{N}\p{M}]/u.test(c))
    // Of a short value the last few characters would be most of it.
    const shown = masked.filter(Boolean).length >= 2 * keep ? keep : 0
    let rest = masked.filter(Boolean).length - shown
    return characters.map((c, i) => (masked[i] && rest-- > 0 ? character : c)).join('')
  }
}

/** Pseudonyms of one conversation, and the way back. */
export interface Pseudonyms {
  /** The pseudonym of a value: an entity in brackets with twelve hexadecimal digits. */
  of(value: ReplacedValue): string
  /**
   * The text with each of these pseudonyms as the value was first written, also where a model wrote it in another
   * case or width, with spaces inside, in other brackets or none. What stands around it stays: 様, a plural's s.
   */
  restore(text: string): string
}

/**
 * Pseudonyms of the conversation `scope` under `key` (32 bytes or more): every process with the key gives a value
 * the same one. The way back is remembered here and nowhere else. `of` throws `work-limit` past `LIMITS.pseudonyms`, and for
 * a value whose pseudonym is already another's (once in fifty thousand conversations of so many).
 */
export function createPseudonyms({
  key,
  scope,
}: {
  readonly key: Uint8Array
  readonly scope: string
}): Pseudonyms {
  const digests = deriveKey(operatorKey(key), 'operator pseudonym')
  const originals = new Map<string, { readonly canonical: string; readonly text: string }>()
  return {
    of({ entity, text, canonical }) {
      const name = `${entity}=${keyedDigest(digests, scope, entity, canonical).slice(0, CODE)}`
      const known = originals.get(name)
      if (known === undefined && originals.size >= LIMITS.pseudonyms) {
        throw new FirewallError('work-limit', 'a conversation has too many pseudonyms', {
          help: `at most ${LIMITS.pseudonyms} are remembered; begin another conversation`,
        })
      }
      if (known === undefined) originals.set(name, { canonical, text })
      else if (known.canonical !== canonical) {
        throw new FirewallError('work-limit', 'two values of a conversation have one pseudonym', {
          help: 'begin another conversation',
        })
      }
      return `[${name}]`
    },
    restore: (text) =>
      text.replace(WRITTEN, (written, open = '', entity: string, code: string, close = '') => {
        const name = `${plain(entity).toUpperCase()}=${plain(code).toLowerCase()}`
        const value = originals.get(name)?.text
        if (value === undefined) return written
        const isPair = BRACKETS.includes(plain(open) + plain(close))
        return isPair ? value : open + value + close
      }),
  }
}

/** Hexadecimal digits of a pseudonym. */
const CODE = 12

/** A pseudonym as a model may give it back: its brackets are two that belong together, or part of the text. */
const BRACKETS = ['[]', '【】', '()', '「」', '<>', '{}']
const WRITTEN = new RegExp(
  '((?:\\\\?[[［【(（「<{][ 　]{0,2})?)' +
    '(?<![A-Za-z0-9_])([A-Za-zＡ-Ｚａ-ｚ](?:[A-Za-z0-9_Ａ-Ｚａ-ｚ０-９＿]|\\\\_){0,80})[ 　]{0,2}[=＝][ 　]{0,2}' +
    `([0-9A-Fa-f０-９Ａ-Ｆａ-ｆ]{${CODE}})(?![0-9A-Za-z０-９Ａ-Ｚａ-ｚ])` +
    '((?:[ 　]{0,2}\\\\?[\\]］】)）」>}])?)',
  'g',
)

/** As it was made: half width, without spaces and without the backslashes of Markdown. */
function plain(written: string): string {
  return written.normalize('NFKC').replace(/[\s\\]/g, '')
}

function operatorKey(bytes: Uint8Array): SecretKey {
  if (!(bytes instanceof Uint8Array) || bytes.length < 32)
    throw invalid('the key of an operator has at least 32 bytes')
  return secretKey(bytes)
}

function invalid(message: string): FirewallError {
  return new FirewallError('option-invalid', message)
}
