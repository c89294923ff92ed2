/** `ragwall scan`: what a corpus holds that should be known before it is used. */

export { CorpusScan, SCAN_KINDS, type ScanKind, type ScanReport } from './corpus-scan.js'
export { type FixSummary, writeFixed } from './fix.js'
export type { Poisoning, PoisoningRule } from './passages.js'
export { readCorpus, readText, type Scanned } from './read-corpus.js'
export { renderScanSarif } from './sarif.js'
