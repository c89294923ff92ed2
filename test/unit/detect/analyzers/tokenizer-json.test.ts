import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOnnxAnalyzer } from '../../../../src/detect/analyzers/onnx.js'
import { openTokenizer } from '../../../../src/detect/analyzers/tokenizer-json.js'
import { tinyTokenClassifier } from '../../../support/tiny-onnx.js'

const added = (contents: readonly string[]) =>
  contents.map((content, id) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  }))
const marks = (begin: string, end: string) => ({
  type: 'TemplateProcessing',
  single: [
    { SpecialToken: { id: begin, type_id: 0 } },
    { Sequence: { id: 'A', type_id: 0 } },
    { SpecialToken: { id: end, type_id: 0 } },
  ],
  pair: [],
  special_tokens: Object.fromEntries([begin, end].map((id, i) => [id, { id, ids: [i * 2], tokens: [id] }])),
})

/** As XLM-R has it: pieces with their log probabilities, `▁` before words. */
const unigram = {
  version: '1.0',
  added_tokens: added(['<s>', '<pad>', '</s>', '<unk>']),
  normalizer: { type: 'NFKC' },
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', add_prefix_space: true, prepend_scheme: 'always' },
  post_processor: marks('<s>', '</s>'),
  decoder: { type: 'Metaspace', replacement: '▁', add_prefix_space: true, prepend_scheme: 'always' },
  model: {
    type: 'Unigram',
    unk_id: 3,
    vocab: [
      ...['<s>', '<pad>', '</s>', '<unk>'].map((mark) => [mark, 0]),
      ...[
        '▁',
        '▁Mi',
        'ka',
        '▁lives',
        '▁in',
        '▁',
        '大阪',
        'に',
        '住む',
        '田中',
        'さん',
        'は',
        '。',
        '.',
        'a',
        'i',
        'M',
        'k',
      ].map((piece, i) => [piece, -2 - i / 10]),
    ],
  },
}

const BPE_VOCAB = [
  '<s>',
  '<pad>',
  '</s>',
  '<unk>',
  'Ġ',
  'M',
  'i',
  'k',
  'a',
  '.',
  'å',
  '¤',
  '§',
  'é',
  'ĺ',
  'ª',
  'Mi',
  'ka',
  'ĠMi',
]
/** As RoBERTa has it: bytes, merged. */
const byteLevel = {
  version: '1.0',
  added_tokens: added(['<s>', '<pad>', '</s>', '<unk>']),
  normalizer: null,
  pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
  post_processor: marks('<s>', '</s>'),
  decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
  model: {
    type: 'BPE',
    unk_token: '<unk>',
    vocab: Object.fromEntries(BPE_VOCAB.map((piece, id) => [piece, id])),
    merges: ['M i', 'k a', 'Ġ Mi'],
  },
}

/** As BERT has it, in lower case and without accents. */
const wordPiece = {
  version: '1.0',
  added_tokens: added(['[CLS]', '[PAD]', '[SEP]', '[UNK]']),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: marks('[CLS]', '[SEP]'),
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(
      ['[CLS]', '[PAD]', '[SEP]', '[UNK]', 'mi', '##ka', 'cafe', '.', '大', '阪'].map((piece, id) => [
        piece,
        id,
      ]),
    ),
  },
}

const slices = async (json: object, text: string) =>
  (await openTokenizer(json)).split(text).map(({ start, end }) => text.slice(start, end))

describe('pieces stand where they were written', () => {
  test('Unigram, in full and half width, beside what it does not know', async () => {
    expect(await slices(unigram, 'Mika lives in 大阪.')).toEqual(['Mi', 'ka', 'lives', 'in', '大阪', '.'])
    expect(await slices(unigram, '田中さんは大阪に住む。')).toEqual([
      '田中',
      'さん',
      'は',
      '大阪',
      'に',
      '住む',
      '。',
    ])
    expect(await slices(unigram, 'Ｍｉｋａ　lives')).toEqual(['Ｍｉ', 'ｋａ', 'lives'])
    expect(await slices(unigram, '大阪zzz大阪')).toEqual(['大阪', 'zzz', '大阪'])
  })

  test('byte-level BPE, also where a character is several pieces', async () => {
    expect(await slices(byteLevel, 'Mika Mika.')).toEqual(['Mi', 'ka', 'Mi', 'ka', '.'])
    expect(new Set(await slices(byteLevel, '大阪'))).toEqual(new Set(['大', '阪']))
  })

  test('WordPiece, whatever its normalizer drops', async () => {
    expect(await slices(wordPiece, 'MIKA, Café 大阪 kiosk.')).toEqual([
      'MI',
      'KA',
      ',',
      'Café',
      '大',
      '阪',
      'kiosk',
      '.',
    ])
  })

  test('in order, inside the text and never across it, for any text', async () => {
    const piece = fc.constantFrom(
      'Mika',
      '田中',
      '大阪',
      ' ',
      '　',
      'é',
      'e\u0301',
      'ﾊﾟ',
      '🚆',
      '<unk>',
      '##',
      '▁',
      '\u200b',
      '.',
      '㍿',
    )
    for (const json of [unigram, byteLevel, wordPiece]) {
      const pieces = await openTokenizer(json)
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
          const text = parts.join('')
          let before = 0
          for (const { start, end } of pieces.split(text)) {
            expect(start).toBeGreaterThanOrEqual(before)
            expect(end).toBeGreaterThan(start)
            expect(end).toBeLessThanOrEqual(text.length)
            before = start
          }
        }),
        { numRuns: 60 },
      )
    }
  })
})

describe('a model with a tokenizer.json', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ragwall-tokenizer-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('reads Japanese and marks what its labels name', async () => {
    const { vocab } = unigram.model
    const persons = new Set(['▁Mi', 'ka', '田中'])
    const logits = vocab.map(([piece]) => (persons.has(String(piece)) ? [0, 9, 0] : [9, 0, 0]))
    writeFileSync(join(folder, 'model.onnx'), tinyTokenClassifier(logits))
    writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(unigram))
    const analyzer = await openOnnxAnalyzer({
      name: 'ner',
      model: join(folder, 'model.onnx'),
      vocabulary: join(folder, 'tokenizer.json'),
      labels: ['O', 'I-PER', 'I-LOC'],
      entities: { PER: 'PERSON' },
      runtime: 'onnxruntime-web',
    })
    const text = '田中さんは大阪に住む。 Mika lives in 大阪.'
    const spans = await analyzer.analyze(text, new AbortController().signal)
    expect(spans.map(({ start, end, label }) => [label, text.slice(start, end)])).toEqual([
      ['PERSON', '田中'],
      ['PERSON', 'Mika'],
    ])
  })

  test('that is none is refused when it is opened', async () => {
    writeFileSync(join(folder, 'other.json'), '{"model":{"type":"Riddle"}}')
    writeFileSync(join(folder, 'model.onnx'), tinyTokenClassifier([[0, 1]]))
    await expect(
      openOnnxAnalyzer({
        name: 'ner',
        model: join(folder, 'model.onnx'),
        vocabulary: join(folder, 'other.json'),
        labels: ['O', 'I-PER'],
        runtime: 'onnxruntime-web',
      }),
    ).rejects.toMatchObject({ code: 'config-invalid' })
  })
})
