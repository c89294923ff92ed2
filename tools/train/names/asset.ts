import { packageVersion } from '../../assets/packages.js'
import type { NewAsset } from '../../assets/write-asset.js'

/** `scale` is what a step of a weight is worth. */
export function latinNameWeights(weights: Uint8Array, scale: number): NewAsset {
  return {
    name: 'latin-name-weights',
    what: 'Weights of the tagger of names in Latin script: signed bytes, bucket by bucket, one for each tag.',
    command: 'npm run train:names',
    sources: [
      {
        from: `sentences of our own, with names of ${packageVersion('@faker-js/faker')} put into them`,
        taken: 'weights of hashed features, no text',
        license: 'Apache-2.0',
      },
    ],
    numbers: { scale },
    // Brotli saves 3 % and takes six times as long to unpack.
    parts: { weights: { contents: weights, compression: 'deflate' } },
  }
}
