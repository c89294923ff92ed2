/** What a prompt asks for that it should not, and words that a service refuses. */
export { createDisclosureDetector } from './disclosure.js'
export { disclosureRules } from './disclosure-rules.js'
export { createForbiddenWordDetector } from './forbidden-words.js'
