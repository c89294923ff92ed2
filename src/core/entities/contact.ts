import type { EntityRows } from './entity.js'

/** How somebody is reached. */
export const CONTACT = {
  EMAIL_ADDRESS: { class: 'contact' },
  PHONE_NUMBER: {
    class: 'contact',
    labels: {
      number: [
        ['text', 'en', 'phone', 'phone number', 'telephone', 'tel', 'mobile', 'cell', 'cellphone', 'fax'],
        ['text', 'en', 'desk', 'landline'],
        ['text', 'en', 'call me at', 'call me on', 'call us at', 'call us on'],
        ['text', 'en', 'reach me at', 'reach me on', 'text me at'],
        ['text', 'fr', 'téléphone', 'portable'],
        ['text', 'de', 'telefon', 'handy'],
        ['text', 'es', 'teléfono', 'móvil'],
        ['text', 'it', 'telefono'],
        ['text', 'pt', 'telefone', 'celular'],
        ['text', 'ja', '電話', '電話番号', '携帯', '携帯番号', 'ファックス', 'ファクス'],
        ['text', 'zh', '电话', '手机'],
        ['text', 'ko', '전화'],
      ],
    },
  },
  IP_ADDRESS: {
    class: 'contact',
    labels: {
      address: [
        ['text', 'en', 'ip', 'ip address', 'host', 'server'],
        ['text', 'ja', 'アドレス'],
      ],
    },
  },
  MAC_ADDRESS: { class: 'contact' },
  /** A link says less than a person's handle: like a name it is a finding only where a service asks for it. */
  URL: { class: 'name', common: true, aliases: ['DOMAIN_NAME', 'DOMAIN'] },
  POSTAL_ADDRESS: { class: 'contact', family: 'LOCATION' },
  ZIP_CODE: {
    class: 'name',
    common: true,
    family: 'LOCATION',
    labels: {
      code: [
        ['text', 'en', 'zip', 'zip code', 'zipcode', 'postal code', 'postcode', 'post code'],
        ['text', 'de', 'plz', 'postleitzahl'],
        ['text', 'fr', 'code postal'],
        ['text', 'es', 'código postal'],
        ['text', 'it', 'cap'],
        ['text', 'sv', 'postnummer'],
        ['text', 'hu', 'irányítószám'],
      ],
    },
  },
} as const satisfies EntityRows
