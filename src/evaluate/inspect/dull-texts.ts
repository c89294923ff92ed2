import { BENIGN_ANSWERS } from '../code/benign.js'
import type { Random } from '../random.js'

/** Texts that look machine-made and are harmless, by kind; none of the shapes is one that weights were trained with. */
const digit = (r: Random) => String(r.below(10))
const hex = (length: number, r: Random) =>
  Array.from({ length }, () => '0123456789abcdef'[r.below(16)]).join('')
const word = (r: Random) =>
  r.pick([
    'berth',
    'valve',
    'rota',
    'ledger',
    'kiln',
    'depot',
    'sluice',
    'ferry',
    'loom',
    'quay',
    'anvil',
    'tiller',
  ])
const lines = (r: Random, make: () => string) => Array.from({ length: 3 + r.below(5) }, make).join('\n')

const KINDS: Readonly<Record<string, (r: Random) => string>> = {
  'system logs': (r) =>
    lines(
      r,
      () =>
        `Nov ${1 + r.below(29)} 0${digit(r)}:1${digit(r)}:5${digit(r)} ${word(r)}-${digit(r)} kernel: [${r.below(9999)}.${r.below(999999)}] ${word(r)}0: link ${r.pick(['up', 'down'])}, ${r.below(9000)}Mbps, full-duplex, lpa 0x${hex(4, r)}`,
    ),
  'access logs': (r) =>
    lines(
      r,
      () =>
        `10.0.${digit(r)}.${r.below(250)} - - [0${1 + r.below(8)}/Mar/2026:1${digit(r)}:22:0${digit(r)} +0100] "POST /${word(r)}/${hex(6, r)} HTTP/2" 20${digit(r)} ${r.below(9000)} "-" "curl/8.${digit(r)}.0"`,
    ),
  formulas: (r) =>
    lines(
      r,
      () =>
        `$$\\int_{0}^{${digit(r)}} \\left( \\frac{\\partial ${r.pick(['u', 'v'])}}{\\partial x_${digit(r)}} \\right)^{2} dx \\leq C_{${digit(r)}} \\lVert f \\rVert_{L^2(\\Omega)}$$`,
    ),
  'source code': (r) => r.pick(BENIGN_ANSWERS),
  'lisp and shell': (r) =>
    lines(r, () =>
      r.pick([
        `(defun ${word(r)} (x &optional y) (if (> x ${digit(r)}) (cons x (${word(r)} y)) nil))`,
        `for f in *.${word(r)}; do mv -- "$f" "\${f%.${word(r)}}.bak" && echo "$f: done"; done`,
      ]),
    ),
  'tables of values': (r) =>
    lines(r, () => Array.from({ length: 6 }, () => `${word(r)};${r.below(9999)},${digit(r)}`).join(';')),
  markup: (r) =>
    lines(
      r,
      () =>
        `<li class="${word(r)} ${word(r)}--${word(r)}" data-${word(r)}="${r.below(99)}"><a href="/${word(r)}/?p=${digit(r)}#${word(r)}">${word(r)}</a> &mdash; <b>${r.below(99)}&nbsp;%</b></li>`,
    ),
  'languages mixed': (r) =>
    lines(r, () =>
      r.pick([
        'The word Gemütlichkeit (居心地の良さ) has no equal; on dit parfois « confort ».',
        '会議は10:30からZoomで。Please bring the Q3の資料 (PDF).',
        'Спасибо, I will send the файл tomorrow, ok?',
        'La réunion – das Treffen – will be на русском.',
        '「happy hour」は17時から、drink menuは別紙参照。',
      ]),
    ),
  'chess and music': (r) =>
    lines(
      r,
      () =>
        `${1 + r.below(30)}. ${r.pick(['e4 e5', 'Nf3 Nc6', 'Bb5 a6', 'O-O Be7', 'Qxd4+ Kh8'])} ${1 + r.below(30)}... ${r.pick(['Rad8!', 'Bxf3?', 'h6', 'Nxe4'])} {+0.${digit(r)}${digit(r)}} | C${r.pick(['maj7', 'm7', '#dim'])} F G7 |`,
    ),
  'keys and digests': (r) =>
    lines(r, () => `SHA256 (${word(r)}-${digit(r)}.${digit(r)}.tar.gz) = ${hex(64, r)}`),
}

export function drawDullTexts(count: number, random: Random): [string, string[]][] {
  return Object.entries(KINDS).map(([kind, make]) => [
    kind,
    Array.from({ length: count }, () => make(random)),
  ])
}
