import { doors } from './doors.js'
import { health } from './health.js'
import { reports } from './reports.js'
import type { Route } from './route.js'

/** Every endpoint there is, in the order of the documentation. A new one is a row of a module beside this. */
export const ROUTES: readonly Route[] = [...doors, ...reports, ...health]
