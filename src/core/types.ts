/**
 * The vocabulary of ragwall. Read this file and `ports.ts` first: everything else is behind them.
 *
 * Units, everywhere unless said: text offsets are UTF-16 code units of the original text, times are
 * milliseconds, sizes are bytes.
 */

/** Who is asking. Build it from a verified token, never from a request body. Ids compare byte for byte. */
export interface Principal {
  /** Typed id: `user:alice`, `service:bot`. */
  readonly id: string
  /** Typed ids of the groups the token names; a `Directory` adds the nested ones. */
  readonly groups: readonly string[]
  /** What the token says the reader is cleared for; a directory may replace it. */
  readonly clearance: Clearance
  /** Whatever an access policy of your own decides by. */
  readonly attributes?: Readonly<Record<string, string>>
}

/** What a reader is trusted with: a level and everything below it, and compartments. */
export interface Clearance {
  /** One of the configured levels. */
  readonly level: string
  /** Compartments the reader is in. */
  readonly compartments: readonly string[]
}

/**
 * What a document demands of its reader. All of it must hold: the level, every compartment, and every list in
 * `allow` met by one of its ids; `deny` beats `allow`. An empty `allow` is nobody, `'*'` is anyone cleared.
 */
export interface Label {
  /** The least level of a reader. */
  readonly level: string
  /** All of them are demanded. */
  readonly compartments: readonly string[]
  /** Lists of typed ids; one id of every list is demanded. */
  readonly allow: readonly (readonly string[])[]
  /** Typed ids that may not read it. */
  readonly deny: readonly string[]
}

/** Permissions as the source states them: any of `allow`, none of `deny`. */
export interface Acl {
  /** Typed ids: `user:alice`, `group:hr`. Empty is nobody, `'*'` anyone cleared. */
  readonly allow: readonly string[]
  /** Typed ids; beats `allow`. */
  readonly deny: readonly string[]
  /** The level, in the source's or ragwall's words; without it the configured rules decide. */
  readonly classification?: string
  /** All of them are demanded of a reader. */
  readonly compartments?: readonly string[]
  /**
   * Id of the container (a folder, a site) whose permissions hold too: what is stated here is added to what they come
   * to. Empty lists beside it are the container's permissions as they are.
   */
  readonly container?: string
}

/**
 * What a source says of a container: one permission that many documents point at (`Acl.container`). It comes to what
 * its parent's does, changed by what is said here. Where nothing on the way states an `allow`, nobody may read.
 */
export interface ContainerPermissions {
  /** The container it lies in. One that is not known, or a circle, is nobody's. */
  readonly parent?: string
  /** `false` forgets all that is inherited, `deny` included. Default `true`. */
  readonly inherit?: boolean
  /** Typed ids; replaces what is inherited. Empty is nobody. */
  readonly allow?: readonly string[]
  /** Typed ids; added to what is inherited. */
  readonly deny?: readonly string[]
  /** The level, in the source's or ragwall's words; replaces what is inherited. */
  readonly classification?: string
  /** Added to what is inherited. */
  readonly compartments?: readonly string[]
}

/** An interned label. Small, process-local, never leaves the process. */
export type LabelId = number & { readonly __brand: 'LabelId' }

/** One stored version of a document. Grows with every upsert, never reused, never leaves the process. */
export type DocumentNumber = number & { readonly __brand: 'DocumentNumber' }

/** What a document is for. `training`, `prompt` and `canary` are protected; prompts and canaries are nobody's to repeat. */
export type DocumentKind = 'knowledge' | 'training' | 'prompt' | 'canary' | 'code'

/** A document as its source gives it, with its permissions. */
export interface SourceDocument {
  /** Unique over all sources of a firewall; compared byte for byte. */
  readonly id: string
  /** Where a person finds it; rules for levels match it. */
  readonly uri: string
  /** All of it, well-formed UTF-16, at most `LIMITS.documentLength` code units. */
  readonly text: string
  /** Shown with chunks; protected as the text is. */
  readonly title?: string
  /** Who may read it. */
  readonly acl: Acl
  /**
   * Ids of stored documents this text was made from (a summary, a merger of chunks): its label is the join of
   * theirs and of `acl`. One that is not stored refuses the document.
   */
  readonly derivedFrom?: readonly string[]
  /** SPDX id or policy name of the terms under which the text may be reused; checked apart from entitlement. */
  readonly license?: string
  /** Who can write to this source: decides how far its text is trusted as anything but data. Default `internal`. */
  readonly origin?: 'curated' | 'internal' | 'user' | 'external'
  /** `false`: protected but never retrieved (training data, system prompts, canaries). Default `true`. */
  readonly retrievable?: boolean
  /** Default `knowledge`. */
  readonly kind?: DocumentKind
  /** Stored beside it; nothing is decided by it. */
  readonly metadata?: Readonly<Record<string, string | number | boolean>>
  /** The document as rows and columns, where its source has it so. */
  readonly table?: SourceTable
  /** Where in the source parts of the text stand, by `start`, each up to the next; at most `LIMITS.positions`. */
  readonly positions?: readonly SourcePosition[]
}

/** From here on the text stands there: `page 3`, `slide 2, notes`, `sheet 1, B5`. Never words of the document. */
export interface SourcePosition {
  /** First UTF-16 code unit of `text` that stands there. */
  readonly start: number
  /** At most `LIMITS.positionLength` code units. */
  readonly at: string
}

/** Why a source passed something over that its configuration does not ask for. */
export type SkipReason = 'unknown-kind' | 'excluded' | 'not-included' | 'hidden' | 'archive'

/**
 * Structured data, for exact matching: the values of one row belong together, those of two rows do not, and an
 * answer that says several of one row beside each other says them of each other.
 */
export interface SourceTable {
  /** At most `LIMITS.tableRows`. A value that is not there has no key. */
  readonly rows: readonly Readonly<Record<string, string | number | boolean>>[]
  /**
   * Columns of which one value says by itself which row it is (an employee number, a client): it is found wherever
   * it stands, in any spelling, alone. What everybody says (one ordinary word, a place, a year, fewer than four
   * digits) still says it only beside others of its row.
   */
  readonly identifying?: readonly string[]
  /** Columns whose values say nothing of anybody: they are not kept. */
  readonly ignored?: readonly string[]
  /** `text` is nothing but these rows, and is not read for values again. Default false: both are read. */
  readonly complete?: boolean
}

/**
 * One step of a source's history. `cursor` is where to resume once this change is stored; a connector that
 * cannot resume in the middle repeats the cursor it was started with until its last change.
 */
export type SourceChange =
  | { readonly kind: 'upsert'; readonly document: SourceDocument; readonly cursor: string }
  | { readonly kind: 'acl'; readonly id: string; readonly acl: Acl; readonly cursor: string }
  | { readonly kind: 'delete'; readonly id: string; readonly cursor: string }
  /**
   * A container's permissions, before the documents in it. Changing them changes what all documents below may be read
   * by, and writes as much as there are different permissions below, not documents. Without `permissions` it is gone:
   * what still points at it is nobody's.
   */
  | {
      readonly kind: 'container'
      readonly id: string
      readonly permissions?: ContainerPermissions
      readonly cursor: string
    }
  /** An item the connector saw and cannot take: reported by name, never half-ingested, what is stored stays. */
  | {
      readonly kind: 'refused'
      readonly id: string
      readonly code: string
      readonly help?: string
      readonly cursor: string
    }
  /** An item that the connector saw and is not asked to take: counted and named, never passed over in silence. */
  | { readonly kind: 'skipped'; readonly id: string; readonly reason: SkipReason; readonly cursor: string }
  /** Nothing changed but the position: lets a source with no news, or a last deletion, move its cursor. */
  | {
      readonly kind: 'cursor'
      readonly cursor: string
      /** Documents that are as they were, and were therefore not given again: for the summary. */
      readonly unchanged?: number
    }

/** `indeterminate` is enforced as deny and audited as a failure, so an outage never reads as policy. */
export type Decision =
  | { readonly effect: 'permit' }
  | { readonly effect: 'deny'; readonly reason: 'level' | 'compartment' | 'allow' | 'deny' | 'policy' }
  | { readonly effect: 'indeterminate'; readonly cause: Error }

/**
 * Where a found value or run comes from, seen from this reader. Per window the most permissive wins
 * (docs/decisions.md#most-permissive-source-wins).
 */
export type Provenance = 'permitted' | 'user' | 'forbidden' | 'training' | 'unknown'

declare const entitlementsBrand: unique symbol

/**
 * What one principal may read, decided once per call by `entitle()`: opaque, expiring, bound to the label
 * epoch it was computed for. There is no other way to make one, in types or at run time.
 */
export interface Entitlements {
  readonly [entitlementsBrand]: true
  /** Permitted labels, ascending. */
  readonly labels: readonly LabelId[]
  permits(label: LabelId): boolean
  /** Milliseconds since the epoch after which both doors refuse it. */
  readonly expires: number
  readonly labelEpoch: number
}

/** Kinds of findings that a rule makes, and not a value or a run. */
export type RuleKind =
  | 'canary'
  | 'disclosure'
  | 'probe'
  | 'injection'
  | 'hidden-text'
  | 'enumeration'
  | 'forbidden-word'
  | 'license'

/** What was found and where in the original text, never the text itself. `evidence` is a keyed digest: equal leaks compare equal. */
export type Finding = {
  /** First UTF-16 code unit in the original text. */
  readonly start: number
  /** The code unit behind the last. */
  readonly end: number
  /** How sure it is, 0 to 1. */
  readonly score: number
  /** Keyed digest of what was found, as hex. */
  readonly evidence: string
  /** Whose text it is, seen from this reader. */
  readonly provenance: Provenance
} & FindingKind

/** What was found: a value of an entity, a run of a source, or something that a rule forbids. */
export type FindingKind =
  | { readonly kind: 'personal-data' | 'secret'; readonly entity: string }
  | {
      readonly kind: 'verbatim'
      readonly match: 'exact' | 'near'
      readonly view: string
      /** Folded bytes (docs/decisions.md#length-of-a-finding). */
      readonly length: number
      readonly words?: number
      readonly characters?: number
    }
  | { readonly kind: RuleKind; readonly rule: string }

/** What happens to an answer or to a finding, mildest first. See `Verdict`. */
export type Action = 'release' | 'redact' | 'hold' | 'block'

/**
 * How much of a text was looked at, in code units, by every detector that ran. What was not scanned was not found
 * clean: a service that releases on errors, or watches alone, lets it pass all the same, and this says so.
 */
export interface Coverage {
  /** `not-run`: no detector looked at all of any part. `partial`: not at all of it. */
  readonly state: 'complete' | 'partial' | 'not-run'
  /** The text there was: of an answer all of it, of a stream what had arrived. */
  readonly seen: number
  /** As far as every detector has looked. */
  readonly scanned: number
  /** The rest. */
  readonly unscanned: number
  /** Each by itself, in the order in which they run. */
  readonly detectors: readonly {
    /** Its name. */
    readonly name: string
    /** As far as it has looked. */
    readonly scanned: number
    /** The rest. */
    readonly unscanned: number
  }[]
}

/** `hold`: kept for a person to release or refuse; the asker gets the service's waiting text. */
export interface Verdict {
  /** The strictest action of all findings, or what the service does instead. */
  readonly action: Action
  /** What was, or may be, sent. */
  readonly text: string
  /** By place; empty in what end users get over HTTP. */
  readonly findings: readonly Finding[]
  /** The join of the labels of everything the answer draws on: what a cache or another reader must satisfy. */
  readonly label: Label
  /** How much of the text was looked at, by detector. Not part of what end users get over HTTP. */
  readonly coverage: Coverage
  /** Of the `closed` record, which is durable. */
  readonly receipt: AuditReceipt
  /**
   * Milliseconds since a source last stated the permissions that the decision rests on: the oldest of those of the
   * documents that excused something in the text. Absent where none did.
   */
  readonly aclAge?: number
}

/** An image, sound or file of an answer, which nothing looks into. */
export interface Medium {
  /** Names of the members of the protocol where it stood: `output[].result`. */
  readonly field: string
  /** Its media type (RFC 6838); `application/json` where the answer only says where it is to be had. */
  readonly type: string
  /** As it came, decoded. */
  readonly data: Uint8Array
}

/** An answer that waits for a person, or did. */
export interface HeldAnswer {
  /** What it says, with what may be redacted of it replaced. */
  readonly text: string
  /** What of it a person has to look at, for nothing else can. Empty for nearly all. */
  readonly media: readonly Medium[]
}

/** Something that an operator must see to, and that denies readers or may mislead them meanwhile. */
export interface Alarm {
  /**
   * `permissions-unknown`: permissions are older than they may be and the source does not say what they are now, so its
   * documents are denied. `sync-late`: nothing has been brought in for longer than the interval.
   */
  readonly what: 'permissions-unknown' | 'sync-late'
  /** Its name. */
  readonly connector: string
  /** Milliseconds since the epoch; 0 where it has always been so. */
  readonly since: number
  /** What asking the source ended with. */
  readonly code?: string
}

/** Where events go besides the journal, and how far behind it is. */
export interface OutputState {
  /** As it is configured. */
  readonly name: string
  /** What it is. */
  readonly to: 'file' | 'webhook' | 'syslog'
  /** Records of the journal that it has not been given yet. */
  readonly records: number
  /** How old the first of them is. */
  readonly seconds: number
  /** Since when it takes nothing. */
  readonly failingSince?: Date
}

/** Opaque for end users; services also get chain, sequence and hash. */
export interface AuditReceipt {
  /** Random; names the record to an auditor and says nothing else. */
  readonly id: string
  /** The chain the record stands in. */
  readonly chain?: string
  /** Its position there, from 0. */
  readonly sequence?: number
  /** Its hash, as hex. */
  readonly hash?: string
}

/** A piece of a document that this reader may read. */
export interface RetrievedChunk {
  /** `<documentId>#<ordinal>`: stable, and says nothing about what else is stored. */
  readonly id: string
  /** As the source named it. */
  readonly documentId: string
  /** Where a person finds it. */
  readonly uri: string
  /** The document's. */
  readonly title?: string
  /** As it stands in the document, but for what a service's policy does to orders in it. */
  readonly text: string
  /**
   * Rules of the orders that it gives to the model that reads it, where the service has it read for them and there are
   * any: who wrote it is no friend, or writes about orders. A service may have such a text fenced, masked or kept back.
   */
  readonly orders?: readonly string[]
  /** Higher is better; comparable within one call only. */
  readonly score: number
  /** What the document demands of its readers. */
  readonly label: Label
}

/** The same text `check(string)` would release, whatever the cutting. */
export type CheckedStream = AsyncIterable<string> & {
  /** Resolves when the stream ends, is abandoned or is cut, and its record is durable; rejects as the stream throws. */
  readonly verdict: Promise<Verdict>
}

/** One message of a conversation. */
export interface Turn {
  /** Only `user` can be the reader's own words. */
  readonly role: 'user' | 'assistant' | 'system' | 'tool'
  /** Its text. */
  readonly content: string
}

/** What a check knows of the call. */
export interface CheckOptions {
  /** The reader. Required: `principal-missing` without it. */
  readonly principal: Principal
  /** Whose policy applies; default `default`. Unknown: `service-unknown`. */
  readonly service?: string
  /** Names a conversation: earlier calls of this principal under the same name are remembered. */
  readonly session?: string
  /** Ends the check with `aborted`. */
  readonly signal?: AbortSignal
  /** What the reader is doing, when the application knows it; without it the service's task cues decide. */
  readonly task?: string
  /** Earlier turns. Only text of role `user` can excuse a span as the reader's own words. */
  readonly conversation?: readonly Turn[]
  /** What was in the prompt: ids of chunks from door 1, or foreign documents with their labels. Provenance and label, never permission. */
  readonly retrieved?: readonly (
    | string
    | { readonly text: string; readonly label: Label; readonly id?: string }
  )[]
  /** Who the text is for besides the asker: it must satisfy every one of them. */
  readonly audience?: readonly (Principal | Clearance)[]
  /** The caller that acts for the principal, for the audit. */
  readonly actor?: string
  /** Of `inspect`: a template made the prompt, or part of it, so that nothing in it becomes the reader's own words. */
  readonly templated?: boolean
}

/** What a retrieval knows of the call. */
export interface RetrieveOptions {
  /** The reader. Required: `principal-missing` without it. */
  readonly principal: Principal
  /** Default 10. */
  readonly k?: number
  /** Whose ceiling applies; default `default`. Unknown: `service-unknown`. */
  readonly service?: string
  /** Names a conversation: door 2 then knows what was asked in it. */
  readonly session?: string
  /** Ends the retrieval with `aborted`. */
  readonly signal?: AbortSignal
  /** The caller that acts for the principal, for the audit. */
  readonly actor?: string
  /** A template made the query, or part of it: nothing in it becomes the reader's own words. */
  readonly templated?: boolean
  /** Given the receipt of the audit record, before the chunks are returned. */
  readonly onReceipt?: (receipt: AuditReceipt) => void
}

/** What a sync, or one call of `apply`, did. */
export interface SyncSummary {
  /** New documents, and new texts of stored ones. */
  readonly upserted: number
  /** Documents whose permissions changed and whose text did not. */
  readonly relabelled: number
  /** Containers whose permissions changed, and with them those of the documents below; absent where none did. */
  readonly containers?: number
  /** Documents that are gone. */
  readonly deleted: number
  /** Upserts whose content and label were already stored. */
  readonly unchanged: number
  /** Documents that could not be taken, with an error code and what to do. */
  readonly refused: readonly { readonly id: string; readonly code: string; readonly help?: string }[]
  /** What was passed over, and why: not an error, and not protected. A folder stands for all that is in it. */
  readonly skipped: readonly { readonly id: string; readonly reason: SkipReason }[]
  /** Where the next run resumes. */
  readonly cursor: string
}

/** How far a sync has come. */
export interface SyncProgress {
  /** Its name. */
  readonly connector: string
  /** Changes handled so far, refused ones included. */
  readonly changes: number
  /** UTF-16 code units of the documents taken so far. */
  readonly characters: number
  /** How many of the changes could not be taken. */
  readonly refused: number
}

/** One rule for a false alarm, and what became of it. */
export interface Allowance {
  /** Name of the service. */
  readonly service: string
  /** Evidence of the findings that it lets pass. */
  readonly evidence: string
  /** The reader it is for; of a rule for everybody none. */
  readonly reader?: string
  /** Answers and prompts in which it did. */
  readonly uses: number
  /** Its last day, where it has one. */
  readonly until?: string
  /** `over`: its last day has ended. `gone`: no policy has it any more. Left out in a report made from a journal alone. */
  readonly state?: 'in-force' | 'over' | 'gone'
}

/**
 * Where a case stands. `false-alarm` and `accepted` take later leaks of the same kind into them; one that comes after
 * `fixed` is a case of its own.
 */
export type CaseState = 'open' | 'acknowledged' | 'false-alarm' | 'accepted' | 'fixed'

/**
 * Equal leaks: the same evidence, source and reader, each within a week of the one before. What a person decides about,
 * once. Ids, counts and times, never text.
 */
export interface LeakCase {
  /** 16 hexadecimal digits. */
  readonly id: string
  readonly state: CaseState
  /** The entity, or the kind where there is none. */
  readonly what: string
  /** Keyed digest of what leaked. */
  readonly evidence: string
  readonly provenance: Provenance
  /** Id of the principal it was for. */
  readonly reader: string
  /** The first document it stands in; none for what stands in no document that is stored. */
  readonly source?: string
  /** In how many documents it stood, at most. */
  readonly sourceCount: number
  /** The services it went through, sorted. */
  readonly services: readonly string[]
  /** How often. */
  readonly count: number
  /** How often it went out. */
  readonly released: number
  /** The first time. */
  readonly first: Date
  /** The last time. */
  readonly last: Date
  /** Receipts of the last answers it was in, newest first, at most ten: `ragwall explain` shows each. */
  readonly receipts: readonly string[]
  /** The decision in force; none on a case that nobody has looked at. */
  readonly decision?: {
    /** Typed id of who decided. */
    readonly by: string
    /** When. */
    readonly at: Date
    /** Where the reason stands. */
    readonly reference?: string
    /** Until when the risk is accepted. */
    readonly until?: Date
  }
  /** The risk was accepted for a time that is over: the case is open again. */
  readonly expired?: true
}

/** What the journal says of a time and a service: counts and ids, never text. */
export interface LeakReport {
  /** First instant it covers. */
  readonly from: Date
  /** Last instant it covers. */
  readonly to: Date
  /** The one service it covers; all of them without. */
  readonly service?: string
  /** Checks that ended in this time. */
  readonly checks: number
  /** Retrievals recorded in this time. */
  readonly retrievals: number
  /** Checks whose text went out without all of it having been scanned. */
  readonly unscanned: number
  /** Of these, the ones let through on an error: the service says `onError: release`. */
  readonly letThrough: number
  /** How many checks ended with each action; what was let through on an error is not among the released ones. */
  readonly actions: Readonly<Record<Action, number>>
  /** Findings from sources the reader may not read (forbidden, training, canary). */
  readonly leaks: number
  /** Leaks that went out all the same: shadow mode, or a service that releases them. */
  readonly released: number
  /** Leaks of cases that a person called a false alarm. */
  readonly markedWrong: number
  /** Findings a service's rules acted on in permitted, own or unknown values. */
  readonly hygiene: number
  /** Runs found and spared by the rarity rule. */
  readonly spared: number
  /** Opened without closed. */
  readonly interrupted: number
  /** Records of kind failure: outages enforced as refusals. */
  readonly failures: number
  /** Things that must not happen, did, and were stopped. */
  readonly incidents: number
  /** Findings by entity, or by kind where there is none. */
  readonly byEntity: Readonly<Record<string, number>>
  /** Leaks and findings of kind `license`, by the terms their sources state. */
  readonly byLicense: Readonly<Record<string, number>>
  /** Leaks by the document they stand in, most first; with the places in it that leaked most, where it has any. */
  readonly bySource: readonly {
    readonly documentId: string
    readonly count: number
    readonly places?: readonly string[]
  }[]
  /** Leaks by reader, most first. */
  readonly byPrincipal: readonly { readonly id: string; readonly count: number }[]
  /** Prompts and answers with an attempt to draw out what is protected, by reader, most first. */
  readonly probing: readonly { readonly id: string; readonly count: number }[]
  /** What failed, and with which code: outages on record, and checks that stopped with an error; most first. */
  readonly failing: readonly { readonly where: string; readonly code: string; readonly count: number }[]
  /** What people decided about held answers: one that is released was held for nothing. */
  readonly reviews: { readonly released: number; readonly refused: number }
  /** What operators did, by time: the emergency switch and who threw it, and policies read anew. */
  readonly operations: readonly {
    readonly at: Date
    /** `mode-ended`: what a process says when the switch is back, with the calls it turned away. */
    readonly what: 'mode-normal' | 'mode-refuse' | 'mode-ended' | 'reload' | 'reload-refused'
    readonly by: string
    readonly refused?: number
  }[]
  /** Under which versions of ragwall and of the service's policy checks were decided. */
  readonly policies: readonly { readonly service: string; readonly policy: string; readonly checks: number }[]
  /** Checks by service, what leaked in them and what of it went out, most leaks first. */
  readonly byService: readonly {
    readonly service: string
    readonly checks: number
    readonly leaks: number
    readonly released: number
  }[]
  /** Rules that let false alarms pass: those that are in force, have ended, or did so in this time. */
  readonly allowances: readonly Allowance[]
  /** Cases with a leak in this time, as they stand now: open ones first. */
  readonly cases: readonly LeakCase[]
  /** The equally long time right before; only where the report was given a beginning. */
  readonly previous?: {
    readonly from: Date
    readonly to: Date
    readonly checks: number
    readonly leaks: number
    readonly released: number
    readonly hygiene: number
  }
  /** Checks that ended on a day (UTC, `2026-01-31`), what leaked in them and what of it went out; days without one are left out. */
  readonly byDay: readonly {
    readonly day: string
    readonly checks: number
    readonly leaks: number
    readonly released: number
  }[]
  /** Documents that could not be taken, and why. */
  readonly refused: readonly { readonly id: string; readonly code: string }[]
  /** By connector how many files and folders its last run passed over, and the first of them by name. */
  readonly skipped: readonly {
    readonly connector: string
    readonly count: number
    readonly reasons: Readonly<Partial<Record<SkipReason, number>>>
    readonly first: readonly string[]
  }[]
  /** What stands now, whatever the time that the report covers; absent in one made from a journal alone. */
  readonly alarms?: readonly Alarm[]
  /** The same of the outputs; absent where none is configured. */
  readonly outputs?: readonly OutputState[]
  /** Whether the journal behind it is whole. */
  readonly chain:
    | ({
        readonly intact: true
        /**
         * How many of its records an earlier report verified, and since when; they were not read again for this one.
         * Absent: all were verified now.
         */
        readonly earlier?: { readonly records: number; readonly since: Date }
      } & Verified)
    | ({ readonly intact: false; readonly brokenAt: string; readonly why: string } & Verified)
}

/** How much of a journal was verified. */
interface Verified {
  /** Files, one for each process that wrote. */
  readonly chains: number
  /** In all of them, up to the first fault. */
  readonly records: number
  /** Whether heads are noted outside the journal: without, records cut off its end would not be missed. */
  readonly anchored?: boolean
  /** What retention removed since the journal began, as records in it say; absent: nothing. */
  readonly removed?: {
    readonly chains: number
    readonly records: number
    readonly until: Date
    readonly at: Date
  }
}
