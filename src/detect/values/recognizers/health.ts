import type { Recognizer } from '../../../core/ports.js'
import { entityPattern } from './entity-pattern.js'

/**
 * Diseases of somebody: named where a text speaks of a diagnosis. In a handbook of medicine they are its matter
 * and nobody's data.
 */
/** The words that diseases end in, as a part of an expression. */
export const DISEASES =
  'disease|disorder|syndrome|failure|infection|deficiency|cancer|carcinoma|tumou?r|lymphoma|leuka?emia|melanoma|sarcoma|' +
  'diabetes|hypertension|hypotension|asthma|bronchitis|pneumonia|influenza|tuberculosis|hepatitis|cirrhosis|migraine|' +
  'epilepsy|stroke|dementia|depression|schizophrenia|autism|anxiety|anorexia|bulimia|arthritis|osteoporosis|gout|lupus|' +
  'psoriasis|eczema|dermatitis|acne|an(?:a)?emia|h(?:a)?emophilia|thrombosis|arrhythmia|fibrillation|angina|infarction|' +
  'hypothyroidism|hyperthyroidism|obesity|hyperlipid(?:a)?emia|glaucoma|cataracts?|hiv|aids|covid-19|malaria|measles|mumps|' +
  'endometriosis|infertility|pre-?eclampsia|prostatitis|cystitis|nephritis|neuropathy|sclerosis|paralysis|concussion|' +
  'appendicitis|gastritis|colitis|pancreatitis|ulcers?|hernia|insomnia|narcolepsy|sepsis|shingles|herpes|syphilis|' +
  'fibromyalgia|sciatica|scoliosis|fracture|allergy|alcoholism|addiction'

const condition = entityPattern({
  entity: 'MEDICAL_DISEASE_DISORDER',
  locales: ['en'],
  regex: new RegExp(
    `(?<![A-Za-z-])(?:[A-Za-z][A-Za-z'-]{2,20} ){0,3}(?:${DISEASES})(?: type [0-9I]{1,2}| disease| disorder| syndrome| failure)?(?![A-Za-z-])`,
    'i',
  ),
  context: {
    within: 24,
    score: 0.7,
    required: true,
  },
  canonical: (value) => value.toLowerCase(),
  examples: {
    match: [
      { text: 'Diagnosis: Chronic Kidney Disease', value: 'Chronic Kidney Disease' },
      { text: 'diagnosis: asthma', value: 'asthma' },
    ],
    noMatch: ['Asthma is common.', 'diagnosis pending', 'the heart failure clinic'],
  },
})

export const healthRecognizers: readonly Recognizer[] = [condition]
