import { packageFile } from '../assets/packages.js'

/** TypeScript reproduces the terms of the Unicode data files among those of what it contains. */
export function unicodeTerms(): string {
  const all = packageFile('typescript', 'ThirdPartyNoticeText.txt').toString('utf8')
  const found = /UNICODE, INC\. LICENSE AGREEMENT[\s\S]*?(?=-{10,}|={10,}|$)/.exec(all)
  if (found === null) throw new Error('the terms of the Unicode data are not where they were')
  return found[0]
}
