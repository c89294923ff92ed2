export { type FingerprintStatistics, type Fingerprints, openFingerprints } from './fingerprints.js'
export type { KernelChoice } from './kernels/machine.js'
export { corrupt } from './segment-format.js'
