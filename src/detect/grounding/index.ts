/** What a source says of whom, and whether an answer tells it in any spelling. */
export { type Background, type BackgroundLists, compileBackground } from './background.js'
export { createGroundingDetector, GROUNDED_ENTITIES } from './grounding.js'
export { createMentions, type Mentions } from './mentions.js'
export { sourceTerms } from './source-terms.js'
