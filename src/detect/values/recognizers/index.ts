import type { Recognizer } from '../../../core/ports.js'
import { japaneseNameRecognizers } from '../../names/index.js'
import { addressRecognizers } from './address.js'
import { americasRecognizers } from './americas.js'
import { asiaPacificRecognizers } from './asia-pacific.js'
import { contactRecognizers } from './contact.js'
import { countryRecognizers } from './countries.js'
import { credentialRecognizers } from './credential.js'
import { dateRecognizers } from './date.js'
import { europeRecognizers } from './europe.js'
import { fieldRecognizers } from './field.js'
import { financialRecognizers } from './financial.js'
import { foreignNameRecognizers } from './foreign-name.js'
import { healthRecognizers } from './health.js'
import { identityRecognizers } from './identity.js'
import { japanRecognizers } from './japan.js'
import { japanAccountRecognizers } from './japan-account.js'
import { japanAddressRecognizers } from './japan-address.js'
import { japanColumnRecognizers } from './japan-columns.js'
import { japanDateRecognizers } from './japan-date.js'
import { japanNameRecognizers } from './japan-name.js'
import { japanPhoneRecognizers } from './japan-phone.js'
import { labelledRecognizers } from './labelled.js'
import { maskedRecognizers } from './masked.js'
import { nameRecognizers } from './name.js'
import { nationalPhoneRecognizers } from './phone-national.js'
import { recordRecognizers } from './record.js'
import { registerRecognizers } from './registers.js'
import { webRecognizers } from './web.js'

const ALL: readonly Recognizer[] = [
  ...contactRecognizers,
  ...financialRecognizers,
  ...identityRecognizers,
  ...japanRecognizers,
  ...japanPhoneRecognizers,
  ...japanAccountRecognizers,
  ...japanAddressRecognizers,
  ...japanDateRecognizers,
  ...japanColumnRecognizers,
  ...japaneseNameRecognizers,
  ...japanNameRecognizers,
  ...addressRecognizers,
  ...credentialRecognizers,
  ...americasRecognizers,
  ...europeRecognizers,
  ...asiaPacificRecognizers,
  ...registerRecognizers,
  ...countryRecognizers,
  ...nationalPhoneRecognizers,
  ...recordRecognizers,
  ...webRecognizers,
  ...dateRecognizers,
  ...healthRecognizers,
  ...nameRecognizers,
  ...maskedRecognizers,
  ...foreignNameRecognizers,
  ...fieldRecognizers,
  ...labelledRecognizers,
]

/** The recognizers that come with ragwall, all of them proven against their own examples by the tests. */
export function defaultRecognizers(): readonly Recognizer[] {
  return ALL
}
