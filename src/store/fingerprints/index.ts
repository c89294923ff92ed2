export {
  attachFingerprints,
  type FingerprintStatistics,
  type Fingerprints,
  openFingerprints,
  openHashOnly,
  type SharedFingerprints,
} from './fingerprints.js'
export { HashOnlyFingerprints } from './hash-only.js'
export type { KernelChoice } from './kernels/machine.js'
export { DEFAULT_GUARANTEE } from './scheme.js'
export { corrupt } from './segment-format.js'
