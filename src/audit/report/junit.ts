import type { LeakReport } from '../../core/types.js'
import { CONDITIONS } from './conditions.js'
import { escapeMarkup } from './markup.js'

/**
 * The report as JUnit XML, as build servers read it: one test case for each thing that must not have happened.
 * There is no official schema; suites, cases and failures are those that Ant's report task writes.
 */
export function renderJunit(report: LeakReport): string {
  const cases = casesOf(report)
  const failed = cases.filter(({ failure }) => failure !== undefined).length
  const seconds = ((report.to.getTime() - report.from.getTime()) / 1_000).toFixed(3)
  const counts = `tests="${cases.length}" failures="${failed}" errors="0" skipped="0"`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ragwall" ${counts}>
  <testsuite name="leak report" ${counts} timestamp="${report.from.toISOString().slice(0, 19)}" time="${seconds}">
${cases.map(caseXml).join('\n')}
  </testsuite>
</testsuites>
`
}

interface Case {
  readonly name: string
  readonly failure?: string
}

function casesOf(report: LeakReport): Case[] {
  return CONDITIONS.map(({ name, failure }) => {
    const said = failure(report)
    return { name, ...(said === undefined ? {} : { failure: said }) }
  })
}

function caseXml({ name, failure }: Case): string {
  const head = `    <testcase classname="ragwall.report" name="${escapeMarkup(name)}"`
  return failure === undefined
    ? `${head}/>`
    : `${head}><failure message="${escapeMarkup(failure)}"/></testcase>`
}
