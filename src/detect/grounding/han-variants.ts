import { readAsset } from '../../core/assets.js'

let known: ReadonlyMap<number, number> | undefined

/**
 * The one character that stands for all forms of a Chinese character: traditional and simplified ones, and what Japan
 * writes. So 齋藤 is 斎藤, and 張偉 is 张伟. Source: `data/han-variants.bin`.
 */
export function hanVariants(): ReadonlyMap<number, number> {
  known ??= read()
  return known
}

function read(): ReadonlyMap<number, number> {
  const variants = new Map<number, number>()
  for (const forms of readAsset('han-variants').part('forms').toString('utf8').split(' ')) {
    for (let i = 1; i < forms.length; i++) variants.set(forms.charCodeAt(i), forms.charCodeAt(0))
  }
  return variants
}
