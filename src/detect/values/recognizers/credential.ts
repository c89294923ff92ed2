import type { Recognizer } from '../../../core/ports.js'
import { assignedRecognizers } from './secrets/assigned.js'
import { issuedRecognizers } from './secrets/issued.js'
import { modelIssuers } from './secrets/issuers-ai.js'
import { cloudIssuers } from './secrets/issuers-cloud.js'
import { codeIssuers } from './secrets/issuers-code.js'
import { serviceIssuers } from './secrets/issuers-services.js'
import { keyRecognizers } from './secrets/keys.js'
import { linkRecognizers } from './secrets/links.js'
import { namedRecognizers } from './secrets/named.js'
import { passwordRecognizers } from './secrets/password.js'

/**
 * Secrets: keys as their issuers make them (`secrets/issuers-*.ts`), private keys, addresses that open something,
 * and what has no form of its own and is known by what is said of it: keys and passwords that are set, sent or told.
 */
export const credentialRecognizers: readonly Recognizer[] = [
  ...issuedRecognizers([...cloudIssuers, ...codeIssuers, ...modelIssuers, ...serviceIssuers]),
  ...keyRecognizers,
  ...linkRecognizers,
  ...assignedRecognizers,
  ...passwordRecognizers,
  ...namedRecognizers,
]
