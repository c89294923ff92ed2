export { type FingerprintStatistics, type Fingerprints, openFingerprints } from './fingerprints.js'
