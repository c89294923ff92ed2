import type { EntityRows } from './entity.js'

/** Who somebody is, where, and what is said of them. */
export const PEOPLE = {
  PERSON: {
    class: 'name',
    common: true,
    aliases: ['PERSON_NAME', 'FIRST_NAME', 'LAST_NAME'],
    labels: {
      /** Only a person has these. */
      person: [
        ['field', 'en', 'person', 'person name', 'full name', 'first name', 'last name', 'given name'],
        ['field', 'en', 'family name', 'middle name', 'maiden name', 'birth name', 'surname', 'forename'],
        ['field', 'en', 'patient', 'patient name', 'customer name', 'client name', 'employee name'],
        ['field', 'en', 'contact name', 'member name', 'user full name', 'student name', 'recipient name'],
        ['field', 'en', 'sender name', 'beneficiary', 'cardholder', 'cardholder name', 'account holder'],
        ['field', 'en', 'account name', 'legal name', 'real name'],
        ['field', 'es', 'nombre', 'apellido', 'apellidos'],
        ['field', 'de', 'vorname', 'nachname'],
        ['field', 'fr', 'prenom', 'nom'],
        ['field', 'it', 'nome', 'cognome'],
        ['field', 'da', 'navn'],
        ['field', 'nl', 'naam'],
        ['field', 'pl', 'imie', 'nazwisko'],
        ['field', 'en', 'husband', 'wife', 'spouse', 'doctor', 'physician'],
      ],
      japanese: [
        ['head+field', 'ja', '氏名', '名前'],
        ['field', 'ja', 'お名前', '姓名', 'フリガナ', 'ふりがな', '口座名義'],
        ['head', 'ja', '社員名', '顧客名', '担当者', '担当者名', '患者名', '会員名', '契約者名', '世帯主'],
      ],
      /** Things have these as well. */
      anybody: [
        [
          'field',
          'en',
          'name',
          'display name',
          'nickname',
          'author',
          'owner',
          'contact',
          'customer',
          'client',
        ],
        ['field', 'en', 'employee', 'manager', 'assignee', 'reviewer', 'recipient', 'sender', 'applicant'],
        ['field', 'en', 'tenant', 'guest', 'student', 'teacher', 'member', 'attendee', 'signed by'],
        ['field', 'en', 'created by', 'assigned to'],
      ],
    },
  },
  ORGANIZATION: {
    class: 'name',
    common: true,
    aliases: ['ORGANIZATION_NAME', 'COMPANY', 'ORG'],
    labels: {
      name: [
        ['field', 'en', 'organization', 'organisation', 'organization name', 'company', 'company name'],
        ['field', 'en', 'employer', 'firm', 'workplace', 'business name', 'affiliation'],
        ['field', 'de', 'firma'],
        ['field', 'es', 'empresa'],
        ['field', 'fr', 'entreprise', 'societe'],
        ['field', 'it', 'azienda'],
      ],
    },
  },
  LOCATION: {
    class: 'name',
    common: true,
    aliases: ['ADDRESS', 'STREET_ADDRESS', 'GPE', 'POSTCODE', 'CITY'],
    labels: {
      location: [['field', 'en', 'location']],
      town: [['field', 'en', 'city', 'town', 'village']],
      address: [['field', 'en', 'address']],
      part: [
        ['field', 'en', 'address line', 'street', 'street address', 'home address', 'postal address'],
        ['field', 'en', 'mailing address', 'shipping address', 'billing address', 'home town', 'hometown'],
        [
          'field',
          'en',
          'birthplace',
          'place of birth',
          'residence',
          'country',
          'state',
          'province',
          'county',
        ],
        ['field', 'en', 'region', 'district'],
        ['field', 'fr', 'ville'],
        ['field', 'es', 'ciudad'],
        ['field', 'de', 'stadt', 'ort', 'wohnort'],
        ['field', 'fr', 'adresse'],
        ['field', 'es', 'direccion'],
        ['field', 'it', 'indirizzo'],
        ['field', 'de', 'strasse'],
        ['field', 'fr', 'rue'],
        ['field', 'es', 'calle'],
        ['field', 'it', 'via'],
      ],
      number: [
        ['field', 'en', 'street number', 'house number', 'zip', 'zip code', 'zipcode', 'postcode'],
        ['field', 'en', 'postal code'],
        ['field', 'de', 'plz'],
        ['field', 'it', 'cap'],
        ['field', 'fr', 'code postal'],
      ],
    },
  },
  TITLE: {
    class: 'name',
    common: true,
    aliases: ['PREFIX'],
    labels: {
      title: [
        ['field', 'en', 'title', 'job', 'job title', 'position', 'occupation', 'profession', 'role'],
        ['field', 'en', 'salutation', 'honorific', 'prefix'],
        ['field', 'de', 'beruf'],
        ['field', 'es', 'puesto'],
        ['field', 'fr', 'metier'],
      ],
    },
  },
  /** Nationality, religion, politics. */
  NRP: {
    class: 'name',
    common: true,
    labels: {
      group: [
        ['field', 'en', 'nrp', 'nationality', 'citizenship', 'ethnicity', 'religion', 'political party'],
        ['field', 'en', 'party', 'race', 'faith'],
        ['field', 'de', 'staatsangehorigkeit'],
        ['field', 'es', 'nacionalidad'],
      ],
    },
  },
  AGE: {
    class: 'name',
    common: true,
    labels: {
      age: [
        ['text+field', 'en', 'age'],
        ['text', 'en', 'aged', 'age of', 'turned', 'turns', 'turning', 'turn', 'just turned'],
        ['text+field', 'de', 'alter'],
        ['text', 'fr', 'âge'],
        ['text+field', 'es', 'edad'],
      ],
    },
  },
  DATE_TIME: {
    class: 'name',
    common: true,
    aliases: ['DATE', 'TIME'],
    labels: {
      day: [
        ['field', 'en', 'date', 'date time', 'datetime', 'dob', 'birth', 'birthday', 'birthdate'],
        ['field', 'en', 'birth date', 'date of birth', 'born', 'year', 'birth year', 'admission date'],
        ['field', 'en', 'discharge date', 'hire date', 'start date', 'end date'],
        ['field', 'de', 'geburtsdatum'],
        ['field', 'es', 'fecha de nacimiento'],
      ],
    },
  },
  DATE_OF_BIRTH: {
    class: 'name',
    common: true,
    family: 'DATE_TIME',
    labels: {
      day: [
        ['text+head', 'ja', '生年月日', '誕生日', '出生日'],
        ['text', 'ja', '出生年月日', '生まれた日'],
        ['text', 'en', 'date of birth', 'dob', 'birthday'],
      ],
    },
  },
  MEDICAL_DISEASE_DISORDER: {
    class: 'name',
    common: true,
    aliases: ['HEALTH_CONDITION'],
    labels: {
      disease: [
        ['field', 'en', 'medical disease disorder', 'disease', 'disorder'],
        ['text+field', 'en', 'diagnosis'],
        ['text', 'en', 'diagnosed', 'diagnosed with', 'diagnoses'],
        ['text+field', 'en', 'condition'],
        ['text', 'en', 'suffers from', 'suffering from', 'history of', 'treated for', 'treatment for'],
        ['text', 'en', 'tested positive for', 'admitted with', 'dx'],
        ['field', 'en', 'medical condition', 'health condition', 'illness'],
      ],
    },
  },
  SALARY: {
    class: 'name',
    common: true,
    labels: {
      sum: [
        ['text', 'en', 'salary', 'salaries', 'compensation', 'wage', 'wages', 'income', 'base pay', 'pay'],
        ['text', 'en', 'earns', 'earning', 'bonus', 'amount'],
        ['text', 'de', 'gehalt'],
        ['text', 'fr', 'salaire'],
        ['text', 'es', 'sueldo'],
        ['text', 'it', 'stipendio'],
      ],
    },
  },
} as const satisfies EntityRows
