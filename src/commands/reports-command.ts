import { withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { wholeNumber } from './numbers.js'
import { type ReportState, REPORT_STATES, Reports } from '../moderation/index.js'
import { lookedAt } from './operator.js'
import { describeReport, describeReports } from './reports-report.js'

type Given = Pick<CommandArguments, 'values' | 'console'>

/** Reports shown at a time. */
const PAGE = 50

/** `reports list`. */
export const reportsListCommand: Command = {
  name: 'reports list',
  usage: '[--state open|resolved] [--before <number>]',
  help: [
    `lists the reports in the inbox, open ones unless another state is asked for, the latest ${PAGE} first;`,
    '--before: those older than the one of that number',
  ],
  positionals: [0, 0],
  options: { state: { type: 'string', default: 'open' }, before: { type: 'string' } },
  run: ({ values, console }) => {
    const { state, before } = values
    const cursor = before === undefined ? undefined : wholeNumber(before)
    const isKnown = (REPORT_STATES as readonly unknown[]).includes(state)
    if (!isKnown || (before !== undefined && cursor === undefined)) return undefined
    return listReports(state as ReportState, cursor, { values, console })
  },
}

/** `reports show`. */
export const reportsShowCommand: Command = {
  name: 'reports show',
  usage: '<number>',
  help: ['shows all of a report'],
  positionals: [1, 1],
  run: ({ positionals: [number], ...given }) => {
    const id = wholeNumber(number)
    return id === undefined ? undefined : showReport(id, given)
  },
}

/** `reports resolve`. */
export const reportsResolveCommand: Command = {
  name: 'reports resolve',
  usage: '<number> --actor <who> --reason <text>',
  help: ['settles an open report, and keeps who did so and why; what is done about it is another command'],
  positionals: [1, 1],
  options: { actor: { type: 'string' }, reason: { type: 'string' } },
  run: resolveReport,
}

function listReports(
  state: ReportState,
  before: number | undefined,
  { values, console }: Given,
): Promise<number> {
  return withApplication(async (app) => {
    const reports = app.get(Reports, { strict: false })
    const look = { action: 'reports.view', path: 'pds reports list', query: { state, before } }
    const page = await lookedAt(app, values, look, () => reports.list(state, before, PAGE))
    const counts = await reports.count()
    console.result({ ...page, counts }, describeReports(page, counts))
    return EXIT.done
  })
}

function showReport(id: number, { values, console }: Given): Promise<number> {
  return withApplication(async (app) => {
    const look = { action: 'reports.view', path: 'pds reports show', query: { id } }
    const report = await lookedAt(app, values, look, () => app.get(Reports, { strict: false }).find(id))
    if (report) console.result(report, describeReport(report))
    else console.fail(`There is no report ${id}.`, 'NotFound')
    return report ? EXIT.done : EXIT.differs
  })
}

function resolveReport({
  positionals: [number],
  values,
  console,
}: CommandArguments): Promise<number> | undefined {
  const id = wholeNumber(number)
  const { actor, reason } = values
  if (id === undefined || typeof actor !== 'string' || typeof reason !== 'string') return undefined
  if (actor.trim() === '' || reason.trim() === '') return undefined
  return withApplication(async (app) => {
    await app.get(Reports, { strict: false }).resolve(id, { actor, reason })
    console.result({ id, state: 'resolved' }, `Report ${id} is resolved.\n`)
    return EXIT.done
  })
}
