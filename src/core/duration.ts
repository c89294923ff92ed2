import { z } from 'zod'
import { FirewallError } from './errors.js'

/** Lengths of time as configurations and command lines write them: `30s`, `15m`, `12h`, `90d`. */

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const SHAPE = /^([1-9]\d{0,5})([smhd])$/
const SENTENCE = 'a length of time: `30s`, `15m`, `12h`, `90d`'

/** Reads as text in the file and as milliseconds afterwards. */
export const durationSchema = z.string().regex(SHAPE, SENTENCE).transform(milliseconds)

/** The same for what stands on a command line. Throws `option-invalid`, which names the option. */
export function parseDuration(text: string, option: string): number {
  if (SHAPE.test(text)) return milliseconds(text)
  throw new FirewallError('option-invalid', `\`${option}\` is not a length of time`, {
    help: `give ${SENTENCE}`,
  })
}

function milliseconds(text: string): number {
  const [, count = '', unit = 's'] = SHAPE.exec(text) ?? []
  return Number(count) * UNITS[unit as keyof typeof UNITS]
}
