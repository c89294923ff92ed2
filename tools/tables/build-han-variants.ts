import { fileURLToPath } from 'node:url'
import { packageFile, packageVersion } from '../assets/packages.js'
import { type NewAsset, writeAsset } from '../assets/write-asset.js'

/** Writes `data/han-variants.bin`, which Chinese characters are one in other forms: `npm run build:han-variants`. */
const PACKAGE = 'opencc-js'
/** Traditional to simplified, what Taiwan and Hong Kong write instead, and what Japan does. */
const DICTIONARIES = ['TSCharacters', 'TWVariants', 'HKVariants', 'JPShinjitaiCharacters']

function pairs(dictionary: string): [string, string][] {
  const source = packageFile(PACKAGE, `dist/esm-lib/dict/${dictionary}.js`).toString('utf8')
  return source
    .slice(source.indexOf('"') + 1, source.lastIndexOf('"'))
    .split('|')
    .map((row) => row.split(' '))
    .flatMap(([from, ...to]) => to.map((one): [string, string] => [from!, one]))
    .filter((pair) => pair.every((form) => form.length === 1 && /\p{sc=Han}/u.test(form)))
}

/** What names are written with besides, and those dictionaries leave out. */
const IN_NAMES = ['髙高', '邉邊', '﨑崎', '嶋島', '嶌島', '冨富', '桒桑', '栁柳', '濵濱', '舘館']

/** The forms of each character as one string, the first of which stands for all. */
function forms(): string[] {
  const groups = new Map<string, Set<string>>()
  const named = IN_NAMES.map(([from, to]) => [from!, to!] as const)
  for (const [from, to] of [...DICTIONARIES.flatMap(pairs), ...named]) {
    const joined = new Set([...(groups.get(from) ?? [from]), ...(groups.get(to) ?? [to])])
    for (const form of joined) groups.set(form, joined)
  }
  return [...new Set(groups.values())].map((group) => [...group].sort().join('')).sort()
}

export function buildHanVariants(): NewAsset {
  return {
    name: 'han-variants',
    what: 'Chinese characters with their traditional, simplified and Japanese forms.',
    command: 'npm run build:han-variants',
    sources: [
      {
        from: `OpenCC, as ${packageVersion(PACKAGE)} carries it`,
        taken: 'which characters are forms of each other',
        license: 'Apache-2.0',
        terms: 'opencc.txt',
      },
    ],
    // Names of packages, not where they can be had.
    terms: {
      'opencc.txt': packageFile(PACKAGE, 'THIRD_PARTY_LICENSES.md')
        .toString('utf8')
        .replace(/\[(`[^`]+`)\]\([^)]*\)/g, '$1'),
    },
    parts: { forms: { contents: forms().join(' ') } },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeAsset(buildHanVariants())
