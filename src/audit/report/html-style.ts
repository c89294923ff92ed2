/** The page's style sheet: system fonts, both color schemes at a contrast of 4.5 or more (WCAG 2.2, AA), paper. */
export const STYLE = `
:root{--paper:#fff;--ink:#1b2330;--soft:#566072;--line:#d9dee7;--good:#0b6b45;--stopped:#8a5a00;--out:#b3261e;--share:#3f6fb5}
@media(prefers-color-scheme:dark){:root{--paper:#12161d;--ink:#e7ebf2;--soft:#9da8b8;--line:#2c3542;--good:#5fd19f;--stopped:#e2b04a;--out:#ff8f86;--share:#7ea6e6}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,"Hiragino Sans","Noto Sans CJK JP","Yu Gothic UI",sans-serif}
main{max-width:62rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{margin:0;font-size:1.7rem}
h2{margin:2.2rem 0 .6rem;font-size:1.15rem}
header p{margin:.2rem 0;color:var(--soft)}
.headline{margin:1rem 0;padding:.7rem 1rem;border-left:.35rem solid;font-weight:600}
header .headline.good,.good{color:var(--good)}
header .headline.stopped{color:var(--stopped)}
header .headline.out,.headline.out{color:var(--out)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem;margin:1.5rem 0;padding:0;list-style:none}
.tiles li{padding:.8rem 1rem;border:1px solid var(--line);border-radius:.5rem;color:var(--soft);font-size:.85rem;line-height:1.4}
.tiles strong{display:block;color:var(--ink);font-size:1.7rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tiles .out strong{color:var(--out)}
figure{margin:2rem 0}
figcaption{font-weight:600}
figure svg{display:block;width:100%;height:auto;margin-top:.5rem}
.span{display:flex;justify-content:space-between;margin:.3rem 0;color:var(--soft);font-size:.8rem}
.axis{stroke:var(--line)}
.hit{fill:transparent}
rect.stopped{fill:var(--stopped)}
rect.out{fill:var(--out)}
.share{fill:var(--share)}
.key{display:inline-block;width:.7rem;height:.7rem;margin-left:1rem;border-radius:.15rem;background:var(--stopped)}
.key.out{background:var(--out)}
table{width:100%;border-collapse:collapse;table-layout:fixed}
th,td{padding:.4rem .5rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{color:var(--soft);font-size:.85rem;font-weight:600}
tbody th{font-weight:400}
td,thead th:last-child{width:64%}
.counted td,.counted thead th:last-child{width:38%}
.counted td{font-variant-numeric:tabular-nums;white-space:nowrap}
.count{display:inline-block;min-width:3.5em;text-align:right}
.counted thead th:last-child{padding-left:2.2em}
.bar{width:calc(100% - 5em);height:.5rem;margin-left:.8rem}
.soft{color:var(--soft);font-size:.9rem}
@media(max-width:40rem){.tiles{grid-template-columns:1fr 1fr}}
@media print{body{font-size:11pt}main{padding:0;max-width:none}section,figure,tr{break-inside:avoid}}
`.replace(/\n/g, '')
