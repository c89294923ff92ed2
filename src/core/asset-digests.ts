// Made by the builders in tools/, whenever one writes a file of data/. Do not edit.

/** SHA-256 of each file of `data`. */
export const ASSET_DIGESTS = {
  'console-script': 'da21a965b8ed6443d02fde7294e1ca9e88a271eb47ea183b20481301404c0864',
  'fold-tables': '6395875fcb45d037d3ba27f06a9fa42cf6bc2efc13eb6b02ea1ba42f9892b3a8',
  'han-variants': '650d9bb786a847f01ab452ea700e0578d53d6793de5769bde3c5f2fe3273fabd',
  'japanese-dictionary': '3f8d89de152b059a4dacb03e5919e66b7a58b940a8e918c4f33762056cc0a001',
  'japanese-name-weights': 'f700edc3d2491addaacfd0d6ef038d517b216a2b4279bfce1397bf8a7847ebfb',
  'japanese-readings': '315b85e012462c9f7a12c1b660a39fb72a616ac248310a2a21d6042c2301bb87',
  'latin-name-weights': '1e727c19574f1e2e0eb65d3355238f5e71a0dbdf495e72c6a8cf8f6b25db61e3',
  'latin-names': '79996218189953eb4fa2c44ce1f6157796e78f96fd9fa4931bfafa1aa1c824e9',
  'machine-made-weights': '4b60995ad2d0bc4675ca5f881f50898a008a63844c0dc76f6e1adba066943556',
  'prefilter-needs': '88ffc48fe96ddb9452db680876a667ef50eb2939904596c5436cf23cea4c8d28',
} as const

export type AssetName = keyof typeof ASSET_DIGESTS
