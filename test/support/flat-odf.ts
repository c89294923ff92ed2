import type { OfficePaper } from './office-texts.js'

const NAMESPACES = ['office', 'text', 'table', 'style', 'draw', 'presentation', 'meta']
  .map(
    (name) =>
      `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name === 'draw' ? 'drawing' : name}:1.0"`,
  )
  .concat(
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  )
  .join(' ')

function flat(
  kind: 'text' | 'spreadsheet' | 'presentation',
  paper: OfficePaper,
  styles: string,
  body: string,
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.${kind}">
<office:meta><dc:title>${paper.title}</dc:title><meta:initial-creator>${paper.author}</meta:initial-creator><dc:creator>${paper.author}</dc:creator></office:meta>
<office:font-face-decls><style:font-face style:name="F" svg:font-family="IPAGothic"/></office:font-face-decls>
${styles}
<office:body><office:${kind}>${body}</office:${kind}></office:body></office:document>`
}

const row = (cells: readonly string[]) =>
  `<table:table-row>${cells
    .map((cell) =>
      /^\d+$/.test(cell)
        ? `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`
        : `<table:table-cell office:value-type="string"><text:p>${cell}</text:p></table:table-cell>`,
    )
    .join('')}</table:table-row>`

/** The paper as a text, in the form of ODF that is one file of XML: what LibreOffice makes all others from. */
export function flatText(paper: OfficePaper): string {
  const [before, deleted, inserted, after] = paper.changed
  const info = `<office:change-info><dc:creator>${paper.author}</dc:creator><dc:date>2026-01-05T10:00:00</dc:date></office:change-info>`
  const styles = `<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="F" style:font-name-asian="F"/></style:default-style></office:styles>
<office:automatic-styles><style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>
<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Columns" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>
<style:style style:name="Box" style:family="graphic"><style:graphic-properties style:wrap="none" style:vertical-pos="from-top" style:vertical-rel="paragraph"/></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm"><style:header><text:p>${paper.header}</text:p></style:header><style:footer><text:p>${paper.footer}</text:p></style:footer></style:master-page></office:master-styles>`
  return flat(
    'text',
    paper,
    styles,
    `<text:tracked-changes text:track-changes="false"><text:changed-region text:id="c1"><text:deletion>${info}<text:p>${deleted}</text:p></text:deletion></text:changed-region><text:changed-region text:id="c2"><text:insertion>${info}</text:insertion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">${paper.title}</text:h>
<text:p>${paper.opening}<text:note text:note-class="footnote" text:id="f1"><text:note-citation>1</text:note-citation><text:note-body><text:p>${paper.footnote}</text:p></text:note-body></text:note></text:p>
<text:p>${before}<text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>${inserted}<text:change-end text:change-id="c2"/>${after}<office:annotation><dc:creator>${paper.author}</dc:creator><dc:date>2026-01-05T10:00:00</dc:date><text:p>${paper.comment}</text:p></office:annotation></text:p>
<text:p><draw:frame draw:style-name="Box" text:anchor-type="paragraph" svg:width="9cm" svg:height="1cm"><draw:text-box><text:p>${paper.boxed}</text:p></draw:text-box></draw:frame></text:p>
<text:p><text:span text:style-name="Hidden">${paper.hidden}</text:span></text:p>
<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>${paper.table.map(row).join('')}</table:table>
<text:section text:style-name="Columns" text:name="S">${paper.columns.map((one) => `<text:p>${one}</text:p>`).join('')}</text:section>`,
  )
}

/** Its tables as a workbook: one sheet, and a hidden one. */
export function flatSheets(paper: OfficePaper): string {
  const styles = `<office:automatic-styles><style:style style:name="Shown" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="Hidden" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>`
  return flat(
    'spreadsheet',
    paper,
    styles,
    `<table:table table:name="A" table:style-name="Shown">${paper.table.map(row).join('')}</table:table><table:table table:name="B" table:style-name="Hidden">${paper.secret.map(row).join('')}</table:table>`,
  )
}

/** Its slides, with notes. */
export function flatSlides(paper: OfficePaper): string {
  const styles = `<office:automatic-styles><style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="M" style:page-layout-name="pm"/></office:master-styles>`
  const frame = (y: number, text: string) =>
    `<draw:frame svg:x="2cm" svg:y="${y}cm" svg:width="20cm" svg:height="3cm"><draw:text-box><text:p>${text}</text:p></draw:text-box></draw:frame>`
  return flat(
    'presentation',
    paper,
    styles,
    paper.slides
      .map(
        ({ title, body, notes }, i) =>
          `<draw:page draw:name="p${i}" draw:master-page-name="M">${frame(2, title)}${frame(8, body)}<presentation:notes><draw:frame presentation:class="notes" svg:x="2cm" svg:y="14cm" svg:width="16cm" svg:height="10cm"><draw:text-box><text:p>${notes}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>`,
      )
      .join(''),
  )
}
