import { checkStream } from './check-stream.js'
import { documents } from './documents.js'
import { doors } from './doors.js'
import { health } from './health.js'
import { held } from './held.js'
import { metadata } from './metadata.js'
import { reports } from './reports.js'
import type { Route } from './route.js'

/** Every endpoint there is, in the order of the documentation. A new one is a row of a module beside this. */
export const ROUTES: readonly Route[] = [
  ...doors,
  checkStream,
  ...documents,
  ...held,
  ...reports,
  ...health,
  ...metadata,
]
