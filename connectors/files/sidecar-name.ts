/** The name of a folder's sidecar, and the end of a file's. */
export const SIDECAR = '.acl.yaml'

export interface SidecarName {
  /** Name of the file it speaks for, as far as it tells; `''` for the folder it lies in. */
  readonly target: string
  /** Nothing else is named so. `network_acl.yaml` may be a document of its own. */
  readonly isCertain: boolean
}

/**
 * What was meant to be a sidecar, however it is spelled: ignoring it would leave open what it closes. `.acl.yml`,
 * `acl.yaml`, `_acl.yaml`, `.ACL.yaml`, `.acl.yaml.txt`, `report.pdf.acl.yaml`, `report_acl.json`.
 */
export function sidecarName(name: string): SidecarName | undefined {
  if (name.endsWith(SIDECAR)) return { target: name.slice(0, -SIDECAR.length), isCertain: true }
  const match = /^(?:(.*)([._-])|)acl\.(?:ya?ml|json)(?:\.txt)?$/is.exec(name.normalize('NFKC'))
  if (match === null) return undefined
  const [, target = '', separator = '.'] = match
  return { target, isCertain: target === '' || separator === '.' }
}

export function isExact(name: string): boolean {
  return name.endsWith(SIDECAR)
}

/** Names that a sidecar for this entry may have been given: equal but for case, normalization form or extension. */
export function spellingsOf(name: string): readonly string[] {
  const key = looseKey(name)
  const stem = key.replace(/\.[^.]*$/, '')
  return stem === key || stem === '' ? [key] : [key, stem]
}

export function looseKey(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}
