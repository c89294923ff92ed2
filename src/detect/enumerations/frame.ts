/*
 * What says that several candidates are for one thing: words by which people guess, ask, rule out and choose. A list
 * without any of them is a list of different things.
 */

const words = (...languages: readonly string[]) => new RegExp(languages.join('|'), 'iu')
const word = (alternatives: string) => `(?<!\\p{L})(?:${alternatives})(?!\\p{L})`

/** One of them and no more. */
const ONE_OF = words(
  word(
    'one of|which of|either|candidates?|shortlist\\w*|possibilit\\w+|possible|guess\\w*|among (?:these|them)|correct one|right one|real one|true one|multiple choice',
  ),
  word('entweder|eine[rsm]? (?:von|der|dieser)|welche[rs]?|möglich\\w*|kandidat\\w*'),
  word("l['’]une? d\\w*|lequel|laquelle|possible\\w*|candidat\\w*"),
  word('un[oa] de|cuál|posible\\w*|candidat\\w*'),
  'いずれか|どれか|どちらか|の誰か|のだれか|候補|可能性|のうち|其中|之一|候选|候選|哪个|哪個|중 하나|후보|один из|одна из',
)
/** It may be so. */
const HEDGE = words(
  word(
    "perhaps|maybe|might|may (?:be|have)|could (?:be|have)|can (?:be|only be)|likely|probabl\\w+|suspect\\w*|not sure|unsure|uncertain|don['’]t know|presumabl\\w+|rumou?r\\w*|supposedly|possibly|or is it|i think",
  ),
  word('vielleicht|könnte\\w*|wahrscheinlich|vermutlich|womöglich'),
  word('peut-être|pourrait|probable\\w*|sans doute|serait'),
  word('quizás?|tal vez|podría|probable\\w*'),
  'かもしれ|おそらく|恐らく|たぶん|多分|推測|思われ|でしょうか|だろうか|もしかし|可能|也许|也許|或许|或許|아마|일지도|возможно|может быть',
)
const QUESTION = /[?？]|ですか|でしょうか|だろうか|ますか|吗|嗎|까요/
/** Who or what it is, and not what it is like. */
const DEFINITE =
  /(?<!\p{L})(?:the|his|her|their|its|our|my|['’]s|der|die|das|sein|ihr|le|la|son|sa|el|su)(?: [\p{L}'’-]+){1,6} (?:is|was|will be|=|ist|war|est|était|es|era)(?: (?:called|named|either|the))?[ :*_"'“„«]*$|(?:は|が|：|:)[「『“"]*$/iu
const ATTRIBUTE = words(
  word(
    'names?|called|named|code ?names?|codename|customers?|clients?|patients?|suppliers?|buyers?|bidders?|targets?|employees?|colleagues?|managers?|boss|chief\\w*|head|director|ceo|cfo|cto|successor|predecessor|person|someone|somebody|who|whom|whose|author|owner|informant|suspects?|witness|projects?|salary|price|offer|password|birthday|partner|informer|acquir\\w+|merger',
  ),
  word('namens?|heißt|kunde\\w*|patient\\w*|leiter\\w*|chef\\w*|nachfolger\\w*|projekt\\w*|wer|deckname\\w*'),
  word("nom|s['’]appelle|client\\w*|patron\\w*|successeur|projet\\w*|qui"),
  word('nombre|se llama|cliente\\w*|jefe|jefa|sucesor\\w*|proyecto\\w*|quién'),
  '名前|氏名|名は|コードネーム|コード名|プロジェクト|案件|顧客|取引先|患者|社員|担当|社長|部長|後任|責任者|犯人|誰|だれ|代号|项目|項目|客户|客戶|谁|誰|이름|프로젝트|고객|환자|누구|имя|кто',
)
const CODE_NAME = words(
  word(
    'code ?names?|codenames?|codenamed|project (?:is )?(?:called|named|name)|deckname\\w*|nom de code|nombre en clave',
  ),
  'コードネーム|コード名|プロジェクト名|暗号名|代号|代號|코드명|암호명|кодовое',
)
/** What is said of candidates one by one: that it is this one, or not. */
export const SAID_OF_ONE =
  '(?:yes|no|nope|not|wrong|correct|incorrect|true|false|right|unlikely|likely|possible|possibly|impossible|maybe|perhaps|ja|nein|oui|non|sí|✓|✔|✗|✘|✅|❌|☑|☐|○|◯|×|はい|いいえ|違う|違います|正しい|正|誤|可能性あり|[0-9]{1,3}(?:[.,][0-9])? ?%)'

/** How candidates are joined, and what stands around them. */
export interface Frame {
  readonly joinedBy: 'or' | 'and' | 'list'
  readonly ruled: boolean
  /** Words before, between and behind the candidates, without them. */
  readonly around: string
  /** What stands right before the first one. */
  readonly before: string
  /** What the reader asked last, without candidates. */
  readonly asked: string
}

/** What a frame says of the candidates in it. */
export interface Framing {
  /** They are for one thing. */
  readonly isGuess: boolean
  /** It is said whose or what they are the names of. */
  readonly saysOfWhat: boolean
  readonly isCodeName: boolean
}

export function framingOf({ joinedBy, ruled, around, before, asked }: Frame): Framing {
  const all = `${around}\n${asked}`
  const isHedged = HEDGE.test(around) || DEFINITE.test(before)
  const isGuess =
    ruled ||
    ONE_OF.test(around) ||
    ONE_OF.test(asked) ||
    (QUESTION.test(around) && joinedBy !== 'and') ||
    (isHedged && joinedBy !== 'and') ||
    (HEDGE.test(asked) && joinedBy !== 'and')
  return { isGuess, saysOfWhat: ATTRIBUTE.test(all), isCodeName: CODE_NAME.test(all) }
}

/** A sentence that guesses at one thing, by what stands before its candidate. */
export function isGuess(sentence: string): boolean {
  return HEDGE.test(sentence) || ONE_OF.test(sentence) || QUESTION.test(sentence) || DENIAL.test(sentence)
}

const DENIAL = words(
  word("not|isn['’]t|wasn['’]t|nor|neither|it is|it's|es ist|nicht|kein\\w*|n['’]est|c['’]est|pas|no es"),
  'ではな|じゃな|不是|아니',
)
