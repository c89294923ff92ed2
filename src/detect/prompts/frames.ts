import type { Clause } from './clause.js'
import type { Concept } from './lexicon/lexicon.js'
import type { Word } from './words.js'

/**
 * What a request that should not be is made of, in kinds of words (`lexicon/`), so that one frame holds in every
 * language and for wordings that nobody has seen: who is to tell whom what, whose it is, and whether it is asked for or
 * only spoken about.
 */
export interface Frame {
  readonly rule: string
  readonly layer: 'disclosure' | 'override'
  /** How many sentences it may be spread over. */
  readonly sentences: 1 | 2 | 3
  /** Of each group a word must stand there, or it does not hold: asked first, for it costs next to nothing. */
  readonly needs: readonly (readonly Concept[])[]
  readonly holds: (clause: Clause) => boolean
}

/** Things that others have as often as an assistant has: they need a word more. */
const WEAK =
  /^(?:message|note|memo|script|tool|function|plugin|topic|subject|order|setting|polic|command|brief|text|nachricht|notiz|werkzeug|bericht|notitie|mensaje|nota|orden|texto|ordre|messag|ordin|testo|mensage|ordem|meddelande|lapp|anteckning|verktyg|сообщ|текст|записк|приказ|команд|повідом|запис|наказ|wiadomo|notat|tekst|rozkaz|zprav|poznam|prikaz|メモ|文面|文章|ツール|台本|マニュアル|설정|메모|문구|도구|文字|工具|笔记|留言|消息|话|संदेश|नोट|पाठ|pesan|catatan|teks|alat|tin nhan|ghi chu|đoan|doan|not|mesaj|metin|metni|ข้อความ|โน้ต|บันทึก|رسالة|مذكرة|نص)/

/** Speaks about such things, and says so before it names them. */
function isAbout(clause: Clause, before = clause.end): boolean {
  return clause.all('about').some((word) => word.start < before && !EXAMPLE.test(clause.wordsOf(word)))
}

/** To be shown something as an example is to be shown it. */
const EXAMPLE =
  /^(?:an? )?(?:exampl|beispiel|voorbeeld|exempel|exempl|esempi|ejempl|przyklad|przykład|priklad|пример|приклад|مثال|ornek|örnek|contoh|vi du|ví dụ|ตัวอย่าง|例|예|उदाहरण)/u

const asks = (clause: Clause) => clause.has(['tell', 'again', 'turn'])

/** Rules that are not somebody else's and not for something: the assistant's own. */
function ownRules(clause: Clause): Word[] {
  const rules = clause.all('rules')
  const theirs = new Set([
    ...clause.followed(rules, clause.all('topic'), 2),
    ...rules.filter(
      (rule) =>
        clause.followed(clause.all('mine'), [rule], 12).length > 0 ||
        ELSEWHERE.test(clause.text.slice(rule.end, rule.end + 30)),
    ),
  ])
  return rules.filter((rule) => !theirs.has(rule))
}

/** Stand in a thing of the reader's. */
const ELSEWHERE =
  /^ in (?:the|my|our|this|a) (?!system|prompt|conversation|chat|context|document|message|text|above|beginning)/

function ownThings(clause: Clause): Word[] {
  const things = clause.all('own')
  const topical = new Set(
    clause
      .followed(things, clause.all('topic'), 2)
      .filter(
        ({ end }) =>
          !/^ for (?:an? |the |my )?(?:audit|review|debug|test|check|inspect|my)/.test(
            clause.text.slice(end, end + 24),
          ),
      ),
  )
  return things.filter(
    (thing) => !topical.has(thing) && clause.followed(clause.all('mine'), [thing], 4).length === 0,
  )
}

/** What the one who is spoken to has. */
function yours(clause: Clause, gap: number): Word[] {
  return clause.near(ownRules(clause), clause.all('your'), gap)
}

/** Who made an assistant what it is. */
const MAKER =
  /develop|operat|creat|maker|owner|admin|program|entwick|betreib|erstell|schopf|concept|desarroll|creador|svilupp|desenvolv|criador|ontwikkel|beheer|utveckl|skapar|разраб|создат|админ|розроб|творц|tworc|dewel|vyvoj|tvurc|開発|運営|作った人|設計者|作成者|개발|만든|운영|관리|开发|開發|创造|运营|管理|डेवलपर|निर्मा|बनाने|pengembang|pembuat|pencipta|nha phat trien|nguoi tao|gelistir|yarat|yapan|yonetic|ผู้พัฒนา|ผู้สร้าง|مطور|صانع|منشئ/u
const SAID = /tell|told|gave|given|wrote|said|asked|instruct|order|left|set you/

const isWeak = (clause: Clause, word: Word) => WEAK.test(clause.wordsOf(word))

const FRAMES_OF_DISCLOSURE: readonly Frame[] = [
  {
    rule: 'system-prompt',
    layer: 'disclosure',
    sentences: 1,
    needs: [['own'], ['tell', 'again', 'turn', 'ask']],
    holds(clause) {
      const things = ownThings(clause)
      if (things.length === 0) return false
      const possessed = clause.near(things, clause.all('your'), 20).length > 0
      if (clause.first('about') < Math.min(...things.map(({ start }) => start))) return false
      if (clause.has('about') && !possessed) return false
      return asks(clause) || (clause.has('ask') && (possessed || clause.has('given')))
    },
  },
  {
    rule: 'own-instructions',
    layer: 'disclosure',
    sentences: 2,
    needs: [['your'], ['rules']],
    holds(clause) {
      if (isAbout(clause) || !clause.has('your', 'rules')) return false
      const close = yours(clause, 14)
      if (close.length === 0) return false
      const strong = close.some((rule) => !isWeak(clause, rule))
      const asking = clause.all('tell').concat(clause.all('turn'), clause.all('again'))
      if (strong && clause.near(asking, close, 50).length > 0) return true
      if (clause.has('given') && clause.has(['again', 'tell', 'ask'], ['whole', 'turn'])) return true
      return clause.has(['again', 'turn']) && clause.has('whole') && strong
    },
  },
  {
    rule: 'told-before',
    layer: 'disclosure',
    sentences: 2,
    needs: [
      ['ask', 'tell', 'again', 'turn'],
      ['denied', 'given'],
    ],
    holds(clause) {
      if (isAbout(clause) || !clause.has(['ask', 'tell', 'again', 'turn'])) return false
      const denied = clause.all('denied')
      if (clause.near(denied, clause.all('your'), 14).length > 0 && clause.has(['ask', 'whole'])) return true
      const told = clause.near(clause.all('given'), clause.all('your'), 12)
      if (told.length === 0) return false
      if (clause.has(['above', 'denied'])) return true
      if (clause.has('whole') && !clause.has('material')) return true
      if (clause.near(ownRules(clause), told, 24).length > 0 && clause.has(['turn', 'again', 'ask']))
        return true
      return (
        told.some((word) => MAKER.test(clause.wordsOf(word))) &&
        (clause.count('given') > 1 || clause.all('your').some((word) => SAID.test(clause.wordsOf(word))))
      )
    },
  },
  {
    // In Japanese and Korean nobody says *you* to the one who is meant.
    rule: 'own-instructions',
    layer: 'disclosure',
    sentences: 2,
    needs: [
      ['tell', 'again', 'turn', 'ask'],
      ['rules', 'denied', 'given'],
    ],
    holds(clause) {
      if (clause.language !== 'ja' && clause.language !== 'ko') return false
      if (isAbout(clause) || clause.has('mine') || !clause.has(['tell', 'again', 'turn', 'ask'])) return false
      if (clause.has('whole') && clause.all('denied').some(({ start }) => start - clause.start < 3))
        return true
      const rules = clause.all('rules').filter((rule) => !isWeak(clause, rule))
      const [asked] = clause.all('ask')
      if (
        asked !== undefined &&
        asked.start - clause.start < 2 &&
        clause.near(rules, clause.all('given'), 6).length > 0
      ) {
        return true
      }
      if (!clause.has(['again', 'turn', 'whole'])) return false
      if (clause.near(rules, [...clause.all('given'), ...clause.all('above')], 15).length > 0) return true
      if (clause.near(clause.all('given'), clause.all('above'), 10).length > 0) return true
      return rules.some(
        (rule) =>
          /^(?:プロンプト|指示文|프롬프트)/.test(clause.wordsOf(rule)) &&
          !/[のやるいたな、의]$/.test(clause.text.slice(clause.start, rule.start)),
      )
    },
  },
  {
    rule: 'text-above',
    layer: 'disclosure',
    sentences: 1,
    needs: [['again', 'turn'], ['whole'], ['above']],
    holds: (clause) =>
      !isAbout(clause) &&
      clause.has(['again', 'turn'], 'whole') &&
      // Above fifty is a measure and no place.
      clause
        .all('above')
        .some(
          (word) =>
            clause.wordsOf(word) !== 'before' &&
            !/^ (?:\d|an? )/.test(clause.text.slice(word.end, word.end + 4)),
        ),
  },
  {
    rule: 'context-dump',
    layer: 'disclosure',
    sentences: 2,
    needs: [['tell', 'again', 'turn'], ['material'], ['held']],
    holds(clause) {
      if (isAbout(clause) || !clause.has(['tell', 'again', 'turn'], 'material', 'held')) return false
      const held = clause
        .near(clause.all('material'), clause.all('held'), 30)
        .filter((thing) => clause.followed(clause.all('mine'), [thing], 8).length === 0)
      if (clause.has('again') && clause.near(held, clause.all('denied'), 3).length > 0) return true
      if (held.length === 0) return false
      return (
        clause.has('whole') ||
        clause.count('held') > 1 ||
        clause.near(clause.all('your'), held, 16).length > 0
      )
    },
  },
  {
    rule: 'other-users',
    layer: 'disclosure',
    sentences: 1,
    needs: [['others'], ['session'], ['tell', 'again', 'ask', 'turn']],
    holds(clause) {
      if (isAbout(clause) || !clause.has('others', 'session', ['tell', 'again', 'ask', 'turn'])) return false
      const others = clause
        .all('others')
        .filter(
          ({ start }) => !/(?:\b(?:to|for|an|a|para|fur)|à) $/.test(clause.text.slice(clause.start, start)),
        )
      return clause.near(others, clause.all('session'), 30).length > 0
    },
  },
  {
    rule: 'membership',
    layer: 'disclosure',
    sentences: 1,
    needs: [['trained'], ['member', 'again']],
    holds(clause) {
      if (isAbout(clause, clause.first('trained')) || !clause.has('trained', ['member', 'again']))
        return false
      const trained = clause
        .all('trained')
        .filter((thing) => clause.near([thing], clause.all('mine'), 8).length === 0)
      if (trained.length === 0) return false
      return (
        clause.near(trained, clause.all('your'), 45).length > 0 ||
        (clause.language === 'ja' &&
          !clause.has('mine') &&
          (clause.has('whole', 'again') || /暗唱|ましたか|いますか/.test(clause.words)))
      )
    },
  },
  {
    rule: 'completion',
    layer: 'disclosure',
    sentences: 2,
    needs: [['complete']],
    holds(clause) {
      if (!clause.has('complete') || /_{2,}|＿{2,}|\.{3}\s*\w|…\s*\w/.test(clause.words)) return false
      const fragment = FRAGMENT.exec(clause.words)?.[1]
      if (fragment === undefined || /^\d/.test(fragment) || /\d\s*[,、]\s*$/.test(fragment)) return false
      if (
        clause.first('complete') > clause.start + clause.words.indexOf(fragment) ||
        /^\s*[\d\s:]+/.test(clause.words)
      )
        return false
      const from = clause.end - fragment.length - 2
      return (
        clause
          .all('value')
          .some(({ start }) => start >= from && !/^(?:is|es|e|ist|est|är)$/.test(fragment)) ||
        clause.has(['material', 'held', 'own']) ||
        clause.all('whole').some(({ start }) => clause.all('complete').every((word) => word.start !== start))
      )
    },
  },
]

/** What is to be gone on with: what stands behind a colon or in quotes at the end, and has no full stop. */
const FRAGMENT =
  /[:：]\s*["'“„«「『]?\s*([^"”“«»」』:：\n]{2,160}[^\s.!?。"'”»」』])\s*["'”“»」』]?\s*[.。]?\s*$/u

/** What is sent or noted down and is no rule. */
const SAID_ONCE =
  /^(?:message|note|memo|text|nachricht|notiz|bericht|mensaje|nota|texto|messag|testo|mensag|meddel|сообщ|текст|записк|повідом|wiadom|tekst|zprav|文|メモ|메모|消息|话|संदेश|pesan|tin nhan|mesaj|ข้อความ|رسالة|tool|topic|subject)/u
/** What only a machine that talks has to switch off. */
const ETHICS =
  /ethic|ethik|etik|etyk|etic|ética|moral|safeguard|guardrail|content (?:filter|polic)|censor|zensur|censur|цензур|морал|этик|倫理|道徳|検閲|安全装置|ガードレール|伦理|道德|审查|윤리|검열|도덕|안전장치|garde-fou|salvaguard/u
/** Is void for something that is named. */
const VOID_FOR = /(?:no longer appl|not valid|void)[a-z]* (?:to|for|in) (?!you|me|this|here|us)/

const ONLY_MINE =
  /only mine|mine are|nur (?:noch )?meine|solo (?:las )?mias|solo i miei|so as minhas|alleen de mijne|seuls les miens|bara mina|только мои|лише мої|tylko moje|jen moje|私のものだけ|私の指示だけ|只听我|내 명령만|yalniz benim|hanya perintahku|chỉ lệnh của tôi/u
const IS_VOID =
  /valid|void|expired|gelten|gilt|valable|valen|valgono|valem|gäller|galler|obowiąz|obowiaz|neplat|действ|діють|سارية|berlaku|hiệu lực|geçersiz|gecersiz|무효|無効|作废|失效|लागू/u

/** Right before what would set something aside: it stays. */
const KEEPS = /(?:\bdo not|\bdon't|\bnever|\bcannot|\bcan't|\bmust not|\bshould not)\s$/u

/** Whether the order stands in quotes, to be translated or the like. */
function isQuoted(clause: Clause): boolean {
  const [order] = clause.all('ignore')
  if (order === undefined || clause.first('turn') > order.start) return false
  return (clause.text.slice(clause.start, order.start).match(/["“”„«»「」『』]/gu) ?? []).length % 2 === 1
}

/** An order to leave aside what the assistant goes by. */
function overrides(clause: Clause): boolean {
  if (ONLY_MINE.test(clause.words) && clause.has('ignore', 'rules', 'earlier')) return true
  // Somebody says what is void, and asks how to go on.
  if (
    IS_VOID.test(clause.words) &&
    /^[^.!。！]{0,90}[?？؟]/u.test(clause.text.slice(clause.end, clause.end + 100))
  ) {
    return false
  }
  if (!clause.has('ignore') || isAbout(clause) || VOID_FOR.test(clause.words)) return false
  if (isQuoted(clause)) return false
  const told = clause.near(clause.all('given'), clause.all('your'), 12)
  const byMaker =
    clause.language === 'ja' &&
    clause.count('given') > 1 &&
    clause.all('given').some((word) => MAKER.test(clause.wordsOf(word)))
  if (byMaker && clause.near(clause.all('given'), clause.all('ignore'), 30).length > 0) return true
  if (clause.near(told, clause.all('ignore'), 30).length > 0 && clause.has(['whole', 'earlier', 'above'])) {
    return true
  }
  const ethics = clause.all('safety').filter((word) => ETHICS.test(clause.wordsOf(word)))
  if (clause.near(ethics, clause.all('ignore'), 16).length > 0) return true
  const ignored = [
    ...ownRules(clause).filter((rule) => !SAID_ONCE.test(clause.wordsOf(rule))),
    ...clause.all('safety'),
  ]
  const ignoring = clause
    .all('ignore')
    .filter(({ start }) => !KEEPS.test(clause.text.slice(Math.max(clause.start, start - 16), start)))
  const near = clause.near(ignored, ignoring, 45)
  if (near.length === 0) return false
  if (clause.has('denied', ['tell', 'reply'])) return true
  const earlier = clause.all('earlier').concat(clause.all('your'), clause.all('given'))
  return clause.near(near, earlier, 24).length > 0
}

const isShort = (words: string) =>
  /^(?:yes|ok|okay|sure|ja|oui|si|sim|da|так|да|tak|ano|evet|ya|はい|是的|네,|예,|vang|हाँ|हां|نعم|ใช่)[,、，]?$/.test(
    words,
  )

/** Words of consent in quotes, behind a colon, or at the start of a dictated answer. */
function quotedConsent(clause: Clause): boolean {
  return clause.all('accept').some((word) => {
    const before = clause.text.slice(Math.max(clause.start, word.start - 24), word.start)
    if (!/["'“”„«»「『‘’:：(（][^"“”„«»「」『』]{0,20}$/u.test(before)) return false
    if (!isShort(clause.wordsOf(word))) return true
    return /^[,、，。.!！]?\s*[\p{L}]/u.test(clause.text.slice(word.end, word.end + 3))
  })
}

const FRAMES_OF_OVERRIDE: readonly Frame[] = [
  {
    rule: 'ignore-instructions',
    layer: 'override',
    sentences: 1,
    needs: [['ignore'], ['rules', 'safety', 'given']],
    holds: overrides,
  },
  {
    rule: 'unrestricted',
    layer: 'override',
    sentences: 2,
    needs: [['free']],
    holds(clause) {
      if (!clause.has('free') || isAbout(clause)) return false
      if (clause.near(clause.all('free'), clause.all('your'), 40).length > 0) return true
      if (!clause.has('persona')) return false
      return clause.count('free') > 1 || clause.has(['reply', 'comply', 'denied', 'model', 'ignore'])
    },
  },
  {
    rule: 'mode-switch',
    layer: 'override',
    sentences: 1,
    needs: [['mode']],
    holds: (clause) =>
      clause.has('mode') &&
      !isAbout(clause) &&
      !clause.has('mine') &&
      clause.has(['your', 'persona', 'tell', 'ignore', 'free', 'safety', 'reply', 'accept']),
  },
  {
    rule: 'forced-opening',
    layer: 'override',
    sentences: 2,
    needs: [['open'], ['reply'], ['accept']],
    holds: (clause) => clause.has('open', 'reply', 'accept') && !isAbout(clause) && quotedConsent(clause),
  },
  {
    rule: 'no-refusal',
    layer: 'override',
    sentences: 2,
    needs: [['comply']],
    holds: (clause) =>
      clause.has('comply') &&
      !isAbout(clause) &&
      (clause.count('comply') > 1 ||
        clause.has(['free', 'denied', 'mode', 'authority']) ||
        (clause.has('open') && quotedConsent(clause))),
  },
  {
    rule: 'claimed-authority',
    layer: 'override',
    sentences: 2,
    needs: [['authority']],
    holds: (clause) =>
      clause.has('authority') &&
      !isAbout(clause) &&
      (clause.near(clause.all('safety'), clause.all('ignore'), 45).length > 0 ||
        clause.has('ignore', ['denied', 'rules'], 'your') ||
        clause.has('denied', ['tell', 'reply'], 'your')),
  },
  {
    rule: 'urgency',
    layer: 'override',
    sentences: 1,
    needs: [['urgent'], ['ignore'], ['rules', 'safety']],
    holds: (clause) =>
      clause.has('urgent') &&
      !isAbout(clause) &&
      clause.near([...ownRules(clause), ...clause.all('safety')], clause.all('ignore'), 45).length > 0,
  },
  {
    rule: 'coded-request',
    layer: 'override',
    sentences: 3,
    needs: [['decode'], ['obey']],
    holds: (clause) =>
      clause.has('decode', 'obey') &&
      !isAbout(clause) &&
      clause.all('decode').some(({ start }) => clause.all('obey').some((order) => order.start > start)) &&
      /\b(?:it|they|that|text|result|says?|say|instruction|message|tut|steht|texte|dit|texto|testo|tekst)|その|通り|照|它|그대로|대로|按|执行|执|実行|従/u.test(
        clause.words,
      ),
  },
  {
    rule: 'denied-content',
    layer: 'override',
    sentences: 1,
    needs: [['denied'], ['persona']],
    holds: (clause) =>
      !isAbout(clause) &&
      clause.has('denied', 'persona') &&
      (clause.near(clause.all('denied'), clause.all('your'), 24).length > 0 ||
        clause.near(clause.all('denied'), clause.all('model'), 40).length > 0),
  },
]

export const FRAMES: readonly Frame[] = [...FRAMES_OF_DISCLOSURE, ...FRAMES_OF_OVERRIDE]
