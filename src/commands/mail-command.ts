import { withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import type { OperatorConsole } from './operator-console.js'
import { lookedAt, noteDeed } from './operator.js'
import { type Brand, Branding, BrandingConfig } from '../branding/index.js'
import { Environment, ServiceConfig } from '../config/index.js'
import { harmless } from '../migration/index.js'
import {
  type DeadLetter,
  DeadLetters,
  MailConfig,
  MailDiagnosis,
  type StepReport,
  trialMail,
} from '../mail/index.js'

const MARKS = { done: 'ok', failed: 'FAILED', warning: 'note' } as const
const STEP_WIDTH = 12
const MARK_WIDTH = 8

/** `mail test`. */
export const mailTestCommand: Command = {
  name: 'mail test',
  usage: '<address>',
  help: [
    'sends a mail for trial, and tells of each step what came of it and what to do; ends with 1 if the',
    'mail was not taken',
  ],
  positionals: [1, 1],
  run: ({ positionals: [address], console }) =>
    address!.includes('@') ? testMail(Environment.ofProcess(), address!, console) : undefined,
}

/** `mail failed`. */
export const mailFailedCommand: Command = {
  name: 'mail failed',
  usage: '[--retry]',
  help: ['lists the mails that were given up; --retry sends them again'],
  positionals: [0, 0],
  options: { retry: { type: 'boolean', default: false } },
  run: showDeadLetters,
}

/** The service need not run. */
async function testMail(environment: Environment, to: string, console: OperatorConsole): Promise<number> {
  environment.validate()
  const { smtpUrl: url, from, timeoutMs, defaultLanguage } = environment.section(MailConfig)
  if (!url || !from) {
    console.fail('No SMTP server is configured: set PDS_EMAIL_SMTP_URL and PDS_EMAIL_FROM_ADDRESS.')
    return EXIT.differs
  }
  const mail = trialMail(brandOf(environment), to, defaultLanguage)
  const steps: StepReport[] = []
  const taken = await new MailDiagnosis({ url, from }, timeoutMs).run(mail, (step) => {
    steps.push(step)
    console.say(describeStep(step))
  })
  console.result({ taken, steps }, '')
  return taken ? EXIT.done : EXIT.differs
}

function brandOf(environment: Environment): Brand {
  return new Branding(environment.section(ServiceConfig), environment.section(BrandingConfig)).whole
}

/** Lists mails that were given up, or puts them into the outbox again. */
function showDeadLetters({ values, console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const letters = app.get(DeadLetters, { strict: false })
    if (values['retry'] === true) {
      await noteDeed(app, values, { action: 'mail.retry' })
      const sentAgain = await letters.sendAgain()
      console.result({ sentAgain }, `${sentAgain} mails are in the outbox again\n`)
      return EXIT.done
    }
    const look = { action: 'jobs.view', path: 'pds mail failed', query: {} }
    const failed = await lookedAt(app, values, look, () => letters.list())
    console.result({ failed }, failed.map(describeLetter).join('') || 'No mail was given up.\n')
    return EXIT.done
  })
}

function describeStep({ step, outcome, detail, advice }: StepReport): string {
  const line = `${step.padEnd(STEP_WIDTH)}${MARKS[outcome].padEnd(MARK_WIDTH)}${harmless(detail)}\n`
  return advice === undefined ? line : `${line}${' '.repeat(STEP_WIDTH + MARK_WIDTH)}→ ${harmless(advice)}\n`
}

function describeLetter({ givenUpAt, to, subject, attempts, reason }: DeadLetter): string {
  // What servers of mail say comes from anywhere.
  return `${harmless(`${givenUpAt.toISOString()}  ${to}  ${subject}  (${attempts} attempts: ${reason})`)}\n`
}
