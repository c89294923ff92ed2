import type { EntityRows } from './entity.js'

/** Numbers that organizations give to those they deal with, and makers to what they make. */
export const RECORDS = {
  EMPLOYEE_ID: {
    class: 'contact',
    labels: {
      number: [
        ['text', 'en', 'employee id', 'employee number', 'employee no', 'emp id', 'emp_id', 'staff id'],
        ['text', 'en', 'staff number', 'personnel number', 'badge', 'badge number'],
        ['text', 'de', 'personalnummer'],
        ['text', 'fr', 'matricule'],
        ['stem', 'ja', '社員', '従業員', '職員', 'スタッフ', '派遣社員'],
        ['head', 'ja', '社員番号', '従業員番号', '職員番号', '社員ID', '社員コード', '社員No.'],
      ],
    },
  },
  CUSTOMER_ID: {
    class: 'contact',
    labels: {
      number: [
        ['text', 'en', 'customer id', 'customer number', 'customer no', 'client id', 'client number'],
        ['text', 'en', 'member id', 'member number', 'membership number'],
        ['text', 'de', 'kundennummer', 'kunden-nr'],
        ['text', 'fr', 'numéro client'],
        ['text', 'es', 'número de cliente'],
        ['text', 'en', 'loyalty number'],
        ['stem', 'ja', '顧客', 'お客様', 'お客さま', '会員', '契約者', '取引先', '得意先'],
        ['head', 'ja', '顧客番号', 'お客様番号', '会員番号', '顧客ID', '顧客コード', '会員ID', '契約者番号'],
      ],
    },
  },
  PATIENT_ID: {
    class: 'high-risk',
    labels: {
      number: [
        ['field', 'en', 'patient id', 'patient number'],
        ['head', 'ja', '患者ID'],
        ['head+field', 'ja', '患者番号'],
        ['head', 'ja', '診察券番号', 'カルテ番号'],
        ['stem', 'ja', '患者', '診察券', 'カルテ', '受診者', '診療録', '病歴', '検体'],
      ],
    },
  },
  STUDENT_ID: {
    class: 'contact',
    labels: {
      number: [
        ['stem', 'ja', '学籍', '学生証', '学生', '受験', '生徒', '児童'],
        ['head', 'ja', '学籍番号', '学生番号', '受験番号', '生徒番号'],
      ],
    },
  },
  MEDICAL_RECORD_NUMBER: {
    class: 'high-risk',
    labels: {
      number: [
        ['text', 'en', 'mrn', 'medical record', 'medical record number', 'patient id', 'patient number'],
        ['text', 'en', 'patient no', 'chart number', 'hospital number'],
        ['text', 'de', 'patientennummer'],
      ],
    },
  },
  INSURANCE_POLICY_NUMBER: {
    class: 'contact',
    labels: {
      number: [
        ['text', 'en', 'policy', 'policy number', 'policy no', 'policy id', 'insurance number'],
        ['text', 'de', 'policen-nr', 'versicherungsnummer'],
        ['text', 'en', 'claim number'],
      ],
    },
  },
  VEHICLE_IDENTIFICATION_NUMBER: {
    class: 'contact',
    labels: {
      number: [
        ['text', 'en', 'vin', 'chassis', 'vehicle identification'],
        ['text', 'de', 'fahrgestellnummer', 'fin'],
      ],
    },
  },
  LICENSE_PLATE: {
    class: 'contact',
    labels: {
      plate: [
        ['text', 'en', 'license plate', 'licence plate', 'plate number', 'number plate'],
        ['text', 'en', 'registration plate', 'plates'],
        ['text', 'de', 'kennzeichen'],
        ['text', 'fr', 'immatriculation'],
        ['text', 'it', 'targa'],
        ['text', 'es', 'matrícula'],
      ],
    },
  },
  IMEI: { class: 'contact', labels: { number: [['text', 'en', 'imei']] } },
} as const satisfies EntityRows
