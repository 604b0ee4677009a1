// Figures as people read them.
import { cpus, release, totalmem } from 'node:os'
import { median } from './load.mjs'

const BEGIN = '<!-- figures: npm run bench -- --write -->'
const END = '<!-- end of figures -->'

const round = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))

/** One result in a line. */
export function lineOf({ name, figures, failures }) {
  const words = Object.entries(figures).map(
    ([key, value]) => `${key} ${Number.isFinite(value) ? round(value) : '-'}`,
  )
  return `${name.padEnd(28)} ${words.join('  ')}${failures ? `  FAILED: ${failures.join('; ')}` : ''}`
}

/** The figure that a scenario is about, and whether more of it is better. */
function mainOf({ mbPerSecond, perSecond, p50Ms, memoryMb }) {
  if (mbPerSecond !== undefined) return { value: mbPerSecond, unit: 'MB/s', isRate: true }
  if (perSecond !== undefined) return { value: perSecond, unit: '/s', isRate: true }
  if (p50Ms !== undefined) return { value: p50Ms, unit: 'ms', isRate: false }
  return { value: memoryMb, unit: 'MB', isRate: false }
}

/** The medians of all rounds, the servers beside each other. @returns Markdown */
export function tableOf(results) {
  const hasBare = results.some((result) => result.of === 'bare')
  const names = [...new Set(results.map(({ name }) => name))]
  const rows = names.map((name) => {
    const of = (server) => results.filter((result) => result.name === name && result.of === server)
    const [ours, theirs, least] = ['guildhall', 'reference', 'bare'].map((server) => summary(of(server)))
    const cells = [name, ours?.text, theirs?.text, ratio(ours, theirs), ours?.cpu, theirs?.cpu]
    if (hasBare) cells.push(least?.text, ratio(least, theirs))
    return `| ${cells.map((cell) => cell ?? '').join(' | ')} |`
  })
  const head = ['scenario', 'Guildhall', 'reference', 'ratio', 'CPU ms each', 'of the reference']
  if (hasBare) head.push('bare Node', 'its ratio')
  return [`| ${head.join(' | ')} |`, `|---|${'--:|'.repeat(head.length - 1)}`, ...rows, '', machine()].join(
    '\n',
  )
}

function summary(results) {
  if (results.length === 0) return undefined
  const mains = results.map(({ figures }) => mainOf(figures))
  const value = median(mains.map((main) => main.value))
  const cpu = median(results.map(({ figures }) => figures.cpuMs ?? NaN))
  const failed = results.some(({ failures }) => failures)
  const text = Number.isFinite(value)
    ? `${round(value)} ${mains[0].unit}${failed ? ' (failures)' : ''}`
    : 'failed'
  return { value, isRate: mains[0].isRate, text, cpu: Number.isFinite(cpu) ? round(cpu) : undefined }
}

function ratio(ours, theirs) {
  return ours && theirs ? `${round(ours.value / theirs.value)}×` : undefined
}

const machine = () =>
  `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}.`

/** A document with the table in its place. */
export function withTable(document, table) {
  const [start, end] = [document.indexOf(BEGIN), document.indexOf(END)]
  if (start < 0 || end < start) throw new Error('the document has no place for figures')
  return `${document.slice(0, start + BEGIN.length)}\n\n${table}\n\n${document.slice(end)}`
}
