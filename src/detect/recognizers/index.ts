import type { Recognizer } from '../../core/ports.js'
import { japaneseNameRecognizers } from '../japanese/japanese-names.js'
import { addressRecognizers } from './address.js'
import { contactRecognizers } from './contact.js'
import { credentialRecognizers } from './credential.js'
import { financialRecognizers } from './financial.js'
import { identityRecognizers } from './identity.js'
import { japanRecognizers } from './japan.js'
import { japanAccountRecognizers } from './japan-account.js'
import { japanAddressRecognizers } from './japan-address.js'
import { japanDateRecognizers } from './japan-date.js'
import { japanNameRecognizers } from './japan-name.js'
import { japanPhoneRecognizers } from './japan-phone.js'

const ALL: readonly Recognizer[] = [
  ...contactRecognizers,
  ...financialRecognizers,
  ...identityRecognizers,
  ...japanRecognizers,
  ...japanPhoneRecognizers,
  ...japanAccountRecognizers,
  ...japanAddressRecognizers,
  ...japanDateRecognizers,
  ...japaneseNameRecognizers,
  ...japanNameRecognizers,
  ...addressRecognizers,
  ...credentialRecognizers,
]

/** The recognizers that come with ragwall, all of them proven against their own examples when loaded. */
export function defaultRecognizers(): readonly Recognizer[] {
  return ALL
}
