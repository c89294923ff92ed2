import type { NewAsset } from '../../assets/write-asset.js'

/** `scale` is what a step of a weight is worth. */
export function japaneseNameWeights(weights: Uint8Array, scale: number): NewAsset {
  return {
    name: 'japanese-name-weights',
    what: 'Weights of the finder of Japanese names: which rows are not zero, then those rows.',
    command: 'npm run train:japanese',
    sources: [
      {
        from:
          'sentences of the Japanese Wikipedia as labelled by Stockmark Inc. (Omi, Proceedings of the 27th Annual ' +
          'Meeting of the Association for Natural Language Processing, 2021), with the names in them replaced by others',
        taken: 'weights of hashed features, no text',
        license: 'CC-BY-SA-3.0',
      },
      {
        from: 'sentences of our own',
        taken: 'weights of hashed features, no text',
        license: 'Apache-2.0',
      },
    ],
    numbers: { scale },
    parts: { weights: { contents: weights } },
  }
}
