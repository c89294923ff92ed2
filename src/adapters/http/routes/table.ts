import { access } from './access.js'
import { admin } from './admin.js'
import { cases } from './cases.js'
import { checkStream } from './check-stream.js'
import { description } from './description.js'
import { documents } from './documents.js'
import { doors } from './doors.js'
import { gateway } from './gateway.js'
import { guardrails } from './guardrails.js'
import { health } from './health.js'
import { held } from './held.js'
import { mcp } from './mcp.js'
import { metadata } from './metadata.js'
import { presidio } from './presidio.js'
import { reports } from './reports.js'
import type { Route } from './route.js'

const documented = [
  ...doors,
  checkStream,
  ...documents,
  ...held,
  ...reports,
  ...access,
  ...cases,
  ...gateway,
  ...guardrails,
  ...mcp,
  ...presidio,
  ...admin,
  ...health,
  ...metadata,
]

/** Every endpoint there is, in the order of the documentation. A new one is a row of a module beside this. */
export const ROUTES: readonly Route[] = [...documented, ...description(documented)]
