import type { Recognizer } from '../../core/ports.js'
import { addressRecognizers } from './address.js'
import { contactRecognizers } from './contact.js'
import { credentialRecognizers } from './credential.js'
import { financialRecognizers } from './financial.js'
import { identityRecognizers } from './identity.js'
import { japanRecognizers } from './japan.js'

const ALL: readonly Recognizer[] = [
  ...contactRecognizers,
  ...financialRecognizers,
  ...identityRecognizers,
  ...japanRecognizers,
  ...addressRecognizers,
  ...credentialRecognizers,
]

/** The recognizers that come with ragwall, all of them proven against their own examples when loaded. */
export function defaultRecognizers(): readonly Recognizer[] {
  return ALL
}
