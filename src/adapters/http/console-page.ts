import { createHash } from 'node:crypto'
import { STYLE } from '../../audit/report/html-style.js'
import { readAsset } from '../../core/assets.js'

/** The page at `/console` and the policy it is sent with: its own script and style by their digests, nothing else. */
export interface ConsolePage {
  readonly html: string
  readonly policy: string
}

/** What the console has beside the report: a bar, controls, facts, bars with names. */
const MORE = `
:root{--link:#2b5797}
@media(prefers-color-scheme:dark){:root{--link:#8fb3ee}}
.top{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center;padding:.6rem 1.25rem;border-bottom:1px solid var(--line)}
.top nav{display:flex;flex-wrap:wrap;gap:.2rem 1rem;flex:1}
.top>.tools{margin:0 0 0 auto}
a{color:var(--link);text-underline-offset:.2em}
nav a{padding:.25rem 0;color:var(--ink);text-decoration:none}
nav a[aria-current]{border-bottom:2px solid var(--share);font-weight:600}
.tools,.tools form{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center}
input,select,button{max-width:100%;padding:.35rem .6rem;border:1px solid var(--soft);border-radius:.35rem;background:var(--paper);color:var(--ink);font:inherit}
input[type=search]{flex:1;min-width:12rem}
button{cursor:pointer}
button:hover{border-color:var(--share)}
main:focus{outline:none}
:focus-visible{outline:2px solid var(--share);outline-offset:2px}
.headline{border-color:currentcolor}
.headline.stopped{color:var(--stopped)}
.out{color:var(--out)}
.fault{margin:1rem 0;padding:.7rem 1rem;border:1px solid var(--out);border-radius:.5rem}
.fault p{margin:.2rem 0}
.card{margin:1.25rem 0;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:.5rem}
form.card{display:grid;gap:.75rem;max-width:28rem;margin:3rem auto}
form.card label{display:grid;gap:.25rem}
.wide{overflow-x:auto}
.wide table{table-layout:auto;min-width:34rem}
.wide td,.wide thead th:last-child{width:auto}
.wide th{white-space:nowrap}
.wide td{overflow-wrap:break-word}
.wide td.id{min-width:9rem;overflow-wrap:anywhere}
.wide time{white-space:nowrap}
tr.selected{background:color-mix(in srgb,var(--share) 10%,transparent)}
.keys{display:flex;flex-wrap:wrap;gap:.2rem .9rem}
kbd{padding:.05rem .35rem;border:1px solid var(--line);border-radius:.25rem;font-size:.85em}
dl{margin:1rem 0}
dl div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem;padding:.35rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.plain{margin:0;padding:0;list-style:none}
pre{padding:.8rem 1rem;border:1px solid var(--line);border-radius:.5rem;white-space:pre-wrap;overflow-wrap:anywhere}
code{font-size:.9em;overflow-wrap:anywhere}
.beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:0 2rem}
.beside figure{margin:1rem 0}
.bars{margin:.5rem 0;padding:0;list-style:none}
.bars li{display:grid;grid-template-columns:1fr 4rem;gap:0 .6rem;align-items:center;padding:.2rem 0}
.bars svg{width:100%;height:.5rem;margin:0}
.bars .name{grid-column:1/-1;overflow-wrap:anywhere}
.bars .count{min-width:0}
h1 code{font-size:.65em}
@media(max-width:40rem){dl div{grid-template-columns:1fr}main{padding:1rem 1rem 3rem}.keys{display:none}
.top{gap:.3rem .75rem;padding:.6rem 1rem}.top nav{flex:1 0 100%;order:1}
.wide table{min-width:0}.wide thead{display:none}
.wide tr{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;padding:.5rem .25rem;border-bottom:1px solid var(--line)}
.wide td,.wide td.id{width:auto;min-width:0;padding:0;border:0}
.wide td[data-label]::before{content:attr(data-label) ' ';color:var(--soft);font-size:.85rem}
.wide td:empty{display:none}
.wide td:first-child{flex:1 0 100%;font-weight:600}.wide td:first-child::before{display:none}}
`.replace(/\n/g, '')

/** Made once; the script is read from the package's data when somebody first looks. */
export function makeConsolePage(): ConsolePage {
  const script = readAsset('console-script').part('script').toString('utf8')
  const style = STYLE + MORE
  return {
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>ragwall console</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<script type="module">${script}</script>
</body>
</html>
`,
    policy: [
      "default-src 'none'",
      `script-src ${digestOf(script)}`,
      `style-src ${digestOf(style)}`,
      "connect-src 'self'",
      'img-src data:',
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  }
}

function digestOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
}
