import type { Action, LeakReport } from '../../core/types.js'
import { FIGURES, nameIn, type Phrases } from './phrases.js'

/** A table of two columns, for every reporter that speaks to people. Names come from outside and are not escaped. */
export interface Section {
  readonly title: string
  readonly columns: readonly [name: string, value: string]
  readonly rows: readonly (readonly [name: string, value: number | string])[]
  readonly note?: string
}

/** The tables that have rows, in the order in which they are shown. */
export function sectionsOf(report: LeakReport, phrases: Phrases): Section[] {
  const { columns } = phrases
  const sections: readonly Section[] = [
    {
      title: phrases.alarms,
      columns: [columns.source, columns.code],
      rows: (report.alarms ?? []).map(({ connector, what }) => [connector, phrases.alarm[what]]),
    },
    {
      title: phrases.cases,
      columns: [columns.case, columns.facts],
      rows: report.cases
        .filter(({ state }) => state === 'open' || state === 'acknowledged')
        .map((one) => [one.id, phrases.case(one)]),
      note: phrases.casesNote,
    },
    {
      title: phrases.what,
      columns: [columns.entity, columns.leaks],
      rows: Object.entries(report.byEntity).map(([what, count]) => [nameIn(phrases, what), count]),
    },
    {
      title: phrases.terms,
      columns: [columns.license, columns.findings],
      rows: Object.entries(report.byLicense),
      note: phrases.termsNote,
    },
    {
      title: phrases.whom,
      columns: [columns.reader, columns.leaks],
      rows: report.byPrincipal.map(({ id, count }) => [id, count]),
    },
    {
      title: phrases.services,
      columns: [columns.service, columns.leaks],
      rows: report.byService.filter(({ leaks }) => leaks > 0).map(({ service, leaks }) => [service, leaks]),
    },
    {
      title: phrases.where,
      columns: [columns.source, columns.leaks],
      rows: report.bySource.map(({ documentId, count }) => [documentId, count]),
      note: phrases.sourcesNote,
    },
    {
      title: phrases.places,
      columns: [columns.source, columns.places],
      rows: report.bySource.flatMap(({ documentId, places }): [string, string][] =>
        places === undefined ? [] : [[documentId, places.join(' · ')]],
      ),
    },
    {
      title: phrases.probing,
      columns: [columns.reader, columns.count],
      rows: report.probing.map(({ id, count }) => [id, count]),
      note: phrases.probingNote,
    },
    {
      title: phrases.failing,
      columns: [columns.code, columns.count],
      rows: report.failing.map(({ where, code, count }) => [`${where}: ${code}`, count]),
      note: phrases.failingNote,
    },
    {
      title: phrases.overBlocking,
      columns: [columns.figure, columns.count],
      rows:
        report.markedWrong + report.reviews.released === 0
          ? []
          : [
              [phrases.reviewed.markedWrong, report.markedWrong],
              [phrases.reviewed.released, report.reviews.released],
              [phrases.reviewed.refused, report.reviews.refused],
            ],
      note: phrases.overBlockingNote,
    },
    {
      title: phrases.operations,
      columns: [columns.when, columns.facts],
      rows: report.operations.map((one) => [one.at.toISOString().slice(0, 19), phrases.operation(one)]),
    },
    {
      title: phrases.outputs,
      columns: [columns.output, columns.facts],
      rows: (report.outputs ?? []).map((one) => [one.name, phrases.output(one)]),
    },
    {
      title: phrases.policies,
      columns: [columns.service, columns.facts],
      rows: report.policies.map((one) => [one.service, phrases.policy(one)]),
      note: phrases.policiesNote,
    },
    {
      title: phrases.allowances,
      columns: [columns.service, columns.facts],
      rows: report.allowances.map((one) => [
        [one.service, one.evidence, ...(one.reader === undefined ? [] : [one.reader])].join(' '),
        phrases.allowance(one),
      ]),
      note: phrases.allowancesNote,
    },
    {
      title: phrases.refused,
      columns: [columns.source, columns.code],
      rows: report.refused.map(({ id, code }) => [id, code]),
    },
    {
      title: phrases.skipped,
      columns: [columns.source, columns.code],
      rows: report.skipped.flatMap(({ connector, count, reasons, first }) => [
        ...Object.entries(reasons).map(([reason, times]): [string, string] => [
          connector,
          `${reason}: ${times}`,
        ]),
        ...first.map((id): [string, string] => [id, '']),
        ...(count > first.length ? [[connector, `… +${count - first.length}`] as [string, string]] : []),
      ]),
      note: phrases.skippedNote,
    },
  ]
  return sections.filter(({ rows }) => rows.length > 0)
}

const ACTIONS: readonly Action[] = ['release', 'redact', 'hold', 'block']

/** Every count of a report by its name. */
export function figuresOf(report: LeakReport, phrases: Phrases): Section {
  return {
    title: phrases.figures,
    columns: [phrases.columns.figure, phrases.columns.count],
    rows: [
      ...FIGURES.map((figure): [string, number] => [phrases.figure[figure], report[figure]]),
      ...ACTIONS.map((action): [string, number] => [phrases.action[action], report.actions[action]]),
    ],
  }
}
