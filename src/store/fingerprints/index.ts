export {
  type FingerprintStatistics,
  type Fingerprints,
  openFingerprints,
  openHashOnly,
} from './fingerprints.js'
export { HashOnlyFingerprints } from './hash-only.js'
export type { KernelChoice } from './kernels/machine.js'
export { DEFAULT_GUARANTEE } from './scheme.js'
export { corrupt } from './segment-format.js'
