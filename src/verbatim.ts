/** The matching engine alone: which documents does a text repeat, and where. */
export {
  type MatchOptions,
  type SharedVerbatimIndex,
  VerbatimIndex,
  type VerbatimMatch,
  type VerbatimOptions,
  type VerbatimStatistics,
  type VerbatimStream,
} from './firewall/verbatim-index.js'
