import { Environment } from '../config/index.js'
import { Doctor, type DoctorOptions, type Finding } from '../doctor/index.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { harmless } from '../migration/index.js'

const MARKS = { ok: 'ok', warning: 'note', failed: 'FAILED', skipped: '-' } as const
const MARK_WIDTH = 8
const CHECK_WIDTH = 15

/** `doctor`. */
export const doctorCommand: Command = {
  name: 'doctor',
  usage: '[--url <public url>] [--mail-to <address>]',
  help: [
    'looks whether this installation has what it needs, in and around this machine, and says what to do',
    'where it has not; the server may run or not, nothing is changed. --url: where the service is reached,',
    'if not as the settings say; --mail-to: sends a mail for trial. Ends with 1 if anything failed',
  ],
  positionals: [0, 0],
  options: { url: { type: 'string' }, 'mail-to': { type: 'string' } },
  run: ({ values, console }) => {
    const { url, 'mail-to': mailTo } = values as Record<string, string | undefined>
    const isUrlGood = url === undefined || (URL.canParse(url) && /^https?:/.test(url))
    if (!isUrlGood || mailTo?.includes('@') === false) return undefined
    return examine({ publicUrl: url?.replace(/\/+$/, ''), mailTo }, console)
  },
}

async function examine(options: DoctorOptions, console: CommandArguments['console']): Promise<number> {
  const findings = await new Doctor(Environment.ofProcess()).examine(options)
  const isWell = findings.every(({ outcome }) => outcome !== 'failed')
  console.result({ ok: isWell, findings }, findings.map(describe).join(''))
  return isWell ? EXIT.done : EXIT.differs
}

function describe({ check, outcome, detail, fix }: Finding): string {
  const line = `${MARKS[outcome].padEnd(MARK_WIDTH)}${check.padEnd(CHECK_WIDTH)}${harmless(detail)}\n`
  const lines = fix?.split('\n') ?? []
  const indent = ' '.repeat(MARK_WIDTH + CHECK_WIDTH)
  return line + lines.map((text, i) => `${indent}${i === 0 ? '→ ' : '  '}${text}\n`).join('')
}
