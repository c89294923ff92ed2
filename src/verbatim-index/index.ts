/** The matching engine alone: which documents does a text repeat, and where; and how much of a passage it gives back. */
export { type CopyScorer, createCopyScorer } from '../detect/copies/index.js'
export {
  type MatchOptions,
  type SharedVerbatimIndex,
  VerbatimIndex,
  type VerbatimMatch,
  type VerbatimOptions,
  type VerbatimStatistics,
  type VerbatimStream,
} from './verbatim-index.js'
