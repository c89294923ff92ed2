/**
 * Every seam of ragwall, by who uses it. An adapter implements one of these and passes the suite of the same name in
 * `test/conformance` (published as `ragwall/testing`).
 */
export type * from './ports/access.js'
export type * from './ports/audit.js'
export type * from './ports/detection.js'
export type * from './ports/fingerprints.js'
export type * from './ports/sources.js'
export type * from './ports/stores.js'
