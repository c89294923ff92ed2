/** `ragwall scan`: what a corpus holds that should be known before it is used. */
export { readCorpus, readText, type Scanned } from './read.js'
export { CorpusScan, SCAN_KINDS, type ScanKind, type ScanReport } from './scan.js'
