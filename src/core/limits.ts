/**
 * Every bound in the system, in one place, each with its reason. A number that stops something is here; a
 * number that tunes something is beside what it tunes.
 */
export const LIMITS = {
  /** Longest answer or prompt, code units. Four times the longest output a current model writes in one turn. */
  answerLength: 1_000_000,
  /** Texts whose orders to a model are remembered. A hundred bytes each. */
  ordersKnown: 20_000,
  /** Longest query, code units. A page; more is a document, not a question. */
  queryLength: 8_192,
  /** Most chunks one retrieval returns. A context window, not an export. */
  retrievedChunks: 200,
  /** Longest document, code units. 32 MB of text in one file is a dump that wants splitting at its source. */
  documentLength: 32_000_000,
  /** Largest file a connector opens, bytes. Markup is at most a few times its text. */
  fileBytes: 64 * 1024 * 1024,
  /** Largest configuration, policy or key file, bytes: read whole, and before anything has been decided. */
  configBytes: 16 * 1024 * 1024,
  /** Longest id, code units: ids end up in index keys, headers and records. */
  idLength: 1_024,
  /** Entries in one ACL. Directories have groups for more. */
  aclEntries: 10_000,
  /** Containers inside each other. Paths end earlier; a circle ends here. */
  containerDepth: 1_000,
  /** Groups a principal may have after expansion. A cycle or a directory gone wrong ends here. */
  principalGroups: 20_000,
  /** Attributes of one principal, each at most `idLength`. More is a profile, not an identity. */
  principalAttributes: 100,
  /** Depth of nested groups. Active Directory's practical nesting is below ten. */
  groupDepth: 64,
  /** Milliseconds for which a principals file that became bad leaves in force what it said before (an editor's two steps). */
  badPrincipalsGrace: 60_000,
  /** Source ids named in one audit finding; the count is always complete. */
  auditSources: 20,
  /** Allowed findings that one audit record names. */
  auditAllowed: 100,
  /** Findings without consequence that one audit record names; all of them are counted. */
  auditPassed: 20,
  /** One line of the journal, bytes: tens of thousands of findings. A longer one is damage, not a record. */
  auditRecordBytes: 64 * 1024 * 1024,
  /** Earlier turns considered, newest first, and their total code units. */
  conversationTurns: 200,
  conversationLength: 2_000_000,
  /** Remembered sessions per process and turns per session, and how long, milliseconds. */
  sessions: 10_000,
  sessionTurns: 50,
  sessionTtl: 24 * 60 * 60 * 1000,
  /**
   * Earlier answers that a caller tells with a conversation and pieces may add up over, newest first: their total code
   * units. Twenty answers of a page; more would cost each check more than the rest of it.
   */
  earlierAnswersLength: 64_000,
  /** Parts of documents, of a kilobyte each, that what one reader was told is followed in; as many that explain. */
  givenZones: 256,
  /** The newest places that earlier answers led to, which are looked at before anything leads to them again. */
  givenLeads: 32,
  /**
   * What is remembered of the answers to one reader, bytes of keyed pieces: four a letter, some three hundred answers of
   * half a page. And how long, milliseconds: a month.
   */
  toldBytes: 2 * 1024 * 1024,
  toldTtl: 30 * 24 * 60 * 60 * 1000,
  /** Answers to all readers of a store that are remembered: some hundred megabytes. */
  toldAnswers: 100_000,
  /** Readers whose pieces a process keeps at hand: up to four megabytes each. */
  toldReaders: 32,
  /** Texts of foreign stores remembered per session: what a model is given in a few turns. */
  shownDocuments: 200,
  /** Verdicts whose labels are kept for the history or cache that stores the answer a moment later. */
  rememberedOrigins: 10_000,
  /** Entitlements live this long at most, milliseconds: the longest a revoked group keeps working. */
  entitlementsTtl: 60_000,
  /** Cached entitlements per process. */
  cachedEntitlements: 10_000,
  /** Labels in all of them together, 8 bytes each: many readers of everything must not fill the memory. */
  cachedEntitlementLabels: 4_000_000,
  /**
   * Steps (posting visits and compared bytes) the matcher may spend on one answer. About half a second on one
   * core: an answer that is nothing but widely copied text is refused, not waited for.
   */
  matchWork: 200_000_000,
  /** Pairs of words compared for one copy score: a page of text with a chapter, half a second. */
  copyScoreWork: 50_000_000,
  /** Sources listed for one span that the engine finds; the count is always complete. */
  verbatimSources: 20,
  /**
   * Code units that reading an answer's codes (base64, hexadecimal, escapes, at every phase and twice) may
   * produce: what the longest answer gives if all of it is base64 of text.
   */
  decodedLength: 12_000_000,
  /**
   * Code units that all forms of an answer (mark-up read, codes decoded, orders put right) may say together: so many,
   * and so many for each unit of the answer. Prose says next to nothing in other forms, logs and tables several times
   * what they are; what is packed may say a thousand times as much.
   */
  formsLength: 250_000,
  formsShare: 8,
  /** Kept occurrences of a k-gram from which on it leads to no edited copy: more is a phrase or a form. */
  anchorCopies: 64,
  /** Places of one term that an answer's words are compared with. What stands in more is common knowledge there. */
  termHolders: 512,
  /** Records of one document that terms are kept of; in a longer one the last holds the rest. */
  termRecords: 60_000,
  /** Rows of a document that is given as a table: each takes two of its records, so that no two are neighbours. */
  tableRows: 29_000,
  /** Bytes from which a file of rows is stored in parts of so many code units or rows, read as a stream. */
  wholeTableBytes: 4 * 1024 * 1024,
  tablePartLength: 500_000,
  tablePartRows: 5_000,
  /** Largest file of rows or of plain text, bytes: days of work at a few thousand rows a second. */
  tableFileBytes: 16 * 1024 * 1024 * 1024,
  /** Bytes from which on plain text (a log) is stored in parts of so many code units, cut at lines and read as a stream. */
  wholeTextBytes: 8 * 1024 * 1024,
  textPartLength: 1_000_000,
  /** Longest row of a table, code units. A longer one has lost a quote. */
  csvRowLength: 1_000_000,
  /** Lines named of a file's rows that are not like its first; all of them are counted. */
  wrongRows: 20,
  /** Invisible characters in a row that a fold will carry along before the text is refused as an attack. */
  invisibleRun: 4_096,
  /** Places that one document may name of itself, and code units of each: `page 3`, `sheet 1, B5`. */
  positions: 20_000,
  positionLength: 100,
  /** Code units of sources that are looked through for the places of one answer's findings. */
  placesLength: 8_000_000,
  /** Bytes that one file (an archive, an office document, a mail with what is attached) may come to when unpacked. */
  unpackedBytes: 256 * 1024 * 1024,
  /** Entries of one archive or office document. */
  archiveEntries: 20_000,
  /** A file within a file within a file: mails forwarded as mails. */
  fileDepth: 4,
  /** Elements within elements of an XML part. Office documents stay below a hundred. */
  xmlDepth: 1_000,
  /** Skipped items that one audit record names; all of them are counted. */
  auditSkipped: 100,
  /** Documents stored in one transaction by sync: bounds what a crash repeats and how long readers wait. */
  syncBatchDocuments: 64,
  syncBatchLength: 4_000_000,
  /** Containers stored in one transaction: what one run changes of them changes at once. A row or two each. */
  syncBatchContainers: 10_000,
  /** Longest token, code units: Node takes 16 KiB of headers. */
  tokenLength: 16_384,
  /** Tokens whose signature need not be verified again: 20 MB of claims at most. */
  verifiedTokens: 10_000,
  /** Longest wait for an identity provider, milliseconds, and largest answer of one, bytes. */
  issuerTime: 5_000,
  issuerBytes: 1024 * 1024,
  /** Shortest time between two questions for an issuer's keys, milliseconds: a rotation is noticed as late as this. */
  issuerCooldown: 5_000,
  /** How long an issuer's keys are gone by when it cannot be asked, milliseconds: longer than its tokens live. */
  issuerKeysKept: 4 * 60 * 60 * 1000,
  /** Room on a disk below which `ragwall doctor` speaks, bytes: a day's journal of a busy service. */
  freeBytes: 1024 * 1024 * 1024,
  /** API keys in one file, those that ended too. */
  apiKeys: 10_000,
  /** JSON body of the HTTP service, bytes. */
  bodyBytes: 8 * 1024 * 1024,
  /** Stream of a model behind the gateway, bytes: a megabyte of text as events of one token each. */
  upstreamBytes: 256 * 1024 * 1024,
  /** Its answer in one piece, bytes: ten pictures. One event may be half as long, code units: a picture in base64. */
  upstreamAnswer: 64 * 1024 * 1024,
  upstreamEvent: 32 * 1024 * 1024,
  /** Code units of a stream that wait until what they belong to is whole: the longest arguments of a tool, token by token. */
  upstreamWaiting: 32 * 1024 * 1024,
  /** Brackets within brackets of an answer. The deepest documented shape has twelve. */
  upstreamDepth: 64,
  /** Texts of one answer, each judged and put on record: blocks, citations, calls of tools. */
  upstreamTexts: 4_096,
  /** Answers to one question. */
  upstreamChoices: 128,
  /** Brackets within brackets of a JSON body. The deepest documented shape has eight. */
  bodyDepth: 32,
  /** Longest wait for a JSON body to arrive whole, milliseconds. */
  bodyTime: 60_000,
  /** Longest silence of a client that streams, or time in which it takes nothing, milliseconds. A model may think for minutes. */
  streamIdle: 10 * 60 * 1000,
  /** Documents of one page of what a principal may read. */
  accessPage: 1_000,
  /** Changes in one request. More are several requests. */
  requestChanges: 1_000,
  /** Answers remembered by their idempotency keys, and how long, milliseconds: as long as clients try again. */
  idempotencyKeys: 10_000,
  idempotencyTtl: 24 * 60 * 60 * 1000,
  /** What one recognizer may look at, code units: it is also the longest a stream may have to wait for it. */
  recognizerLength: 20_000,
  /** For trying one recognizer on a few dozen short hostile texts, milliseconds; a sound one takes a few. */
  recognizerProbeTime: 2_000,
  /** Longest wait for a source that is asked for permissions anew, milliseconds: a reader waits for it. */
  permissionsTime: 5_000,
  /** Milliseconds for which a source that did not answer is not asked again: readers would wait for it in turn. */
  permissionsRetry: 5_000,
  /** Milliseconds for which one stream goes by what a source answered it, also where permissions may be of no age at all. */
  permissionsHold: 1_000,
  /** Documents a source is asked about in one call. */
  permissionsBatch: 500,
  /** Documents whose permissions were confirmed one by one and are remembered: tens of bytes each. */
  confirmedPermissions: 100_000,
  /** Longest wait for a directory or a decision point, milliseconds. Longer than their own retries, shorter than a reader's patience. */
  decisionTime: 10_000,
  /** Longest wait for one call of an embedder, milliseconds. A batch of 64 texts on a busy hosted model. */
  embeddingTime: 120_000,
  /**
   * Candidates fetched from a foreign store for one retrieval that cannot be filtered there: the most that
   * Elasticsearch and Pinecone return for one query.
   */
  foreignCandidates: 10_000,
  /** Documents one derived text may be made from. A summary of more is a report, and wants a label of its own. */
  derivedSources: 1_000,
  /** Values one conversation's pseudonyms are remembered for. More is a database, not a conversation. */
  pseudonyms: 100_000,
  /** Longest text handed to an analyzer at once, code units: what a stream waits for at most. A long paragraph. */
  analyzerText: 1_000,
  /** Sentences of one answer that an analyzer is asked about at the same time. */
  analyzerCalls: 4,
  /** Longest wait for one answer of an analyzer, milliseconds. A transformer on a busy core reads a paragraph in one. */
  analyzerTime: 5_000,
  /** Longest answer of an analyzer, bytes: hundreds of findings for each character it was given. */
  analyzerResponseBytes: 1024 * 1024,
  /** Largest model or vocabulary file, bytes. Token classifiers that answer in time are smaller. */
  modelBytes: 2 * 1024 * 1024 * 1024,
  /** Held answers waiting for a person. */
  heldAnswers: 10_000,
  /** Images, sound and files of one held answer, bytes. */
  heldMedia: 16 * 1024 * 1024,
  /** All held answers together, bytes. */
  heldBytes: 1024 * 1024 * 1024,
} as const
