/**
 * What ragwall calls a thing, in the words of the data: Presidio's names where it has one (the sets are mapped
 * to those), else the sets' own. Entities of one family count for each other: an address is a location, and
 * nobody is harmed by the finer name.
 */
const FAMILIES: readonly (readonly [family: string, members: readonly string[]])[] = [
  [
    'LOCATION',
    [
      'POSTAL_ADDRESS',
      'ADDRESS',
      'STREET_ADDRESS',
      'GPE',
      'ZIP_CODE',
      'POSTCODE',
      'UK_POSTCODE',
      'CA_POSTAL_CODE',
      'BR_CEP',
      'CITY',
    ],
  ],
  ['PERSON', ['PERSON_NAME', 'NAME', 'FIRST_NAME', 'LAST_NAME']],
  ['ORGANIZATION', ['ORGANIZATION_NAME', 'COMPANY', 'ORG']],
  ['URL', ['DOMAIN_NAME', 'DOMAIN']],
  ['DATE_TIME', ['DATE', 'TIME', 'DATE_OF_BIRTH']],
  ['TITLE', ['PREFIX']],
  // Numbers of the same make: what tells them apart is who issued them, and that is not written on them.
  ['US_SSN', ['SOCIAL_SECURITY_NUMBER', 'US_ITIN']],
  ['MEDICAL_DISEASE_DISORDER', ['HEALTH_CONDITION']],
  ['IBAN_CODE', ['IBAN']],
  ['US_BANK_NUMBER', ['BANK_ACCOUNT', 'JP_BANK_ACCOUNT', 'BANK_ACCOUNT_NUMBER']],
  ['US_DRIVER_LICENSE', ['DRIVER_LICENSE']],
]

const FAMILY_OF = new Map(FAMILIES.flatMap(([family, members]) => members.map((name) => [name, family])))

/** The name under which an entity is counted. */
export function familyOf(entity: string): string {
  return FAMILY_OF.get(entity) ?? entity
}

/** Found by what it says, not by how it is written: no form, no check digit. */
const WORDED = new Set([
  'PERSON',
  'LOCATION',
  'ORGANIZATION',
  'TITLE',
  'NRP',
  'AGE',
  'DATE_TIME',
  'MEDICAL_DISEASE_DISORDER',
  'SALARY',
  '施設名',
  '製品名',
  'イベント名',
])

/** Has a form of its own: numbers, addresses on the net, codes. */
export function isStructured(entity: string): boolean {
  return !WORDED.has(familyOf(entity))
}
