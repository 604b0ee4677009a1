import type { Type } from '@nestjs/common'
import { Environment, ServiceConfig } from './config/index.js'
import {
  type DeadLetter,
  DeadLetters,
  MailConfig,
  MailDiagnosis,
  type StepReport,
  trialMail,
} from './mail/index.js'
import { createApplication } from './server.js'

const MARKS = { done: 'ok', failed: 'FAILED', warning: 'note' } as const
const STEP_WIDTH = 12
const MARK_WIDTH = 8

type Write = (text: string) => void

/**
 * Sends a mail for trial and tells of each step; the service need not run.
 * @returns whether the server took it
 */
export async function testMail(environment: Environment, to: string, write: Write): Promise<boolean> {
  environment.validate()
  const { smtpUrl: url, from, timeoutMs } = environment.section(MailConfig)
  if (!url || !from) {
    write('No SMTP server is configured: set PDS_EMAIL_SMTP_URL and PDS_EMAIL_FROM_ADDRESS.\n')
    return false
  }
  const mail = trialMail(environment.section(ServiceConfig), to)
  return new MailDiagnosis({ url, from }, timeoutMs).run(mail, (step) => write(describeStep(step)))
}

/** Lists mails that were given up, or puts them into the outbox again. */
export async function showDeadLetters(module: Type, sendAgain: boolean, write: Write): Promise<void> {
  const app = await createApplication(module)
  try {
    await app.init()
    const letters = app.get(DeadLetters, { strict: false })
    if (sendAgain) return write(`${await letters.sendAgain()} mails are in the outbox again\n`)
    const list = await letters.list()
    write(list.length > 0 ? list.map(describeLetter).join('') : 'No mail was given up.\n')
  } finally {
    await app.close()
  }
}

function describeStep({ step, outcome, detail, advice }: StepReport): string {
  const line = `${step.padEnd(STEP_WIDTH)}${MARKS[outcome].padEnd(MARK_WIDTH)}${detail}\n`
  return advice === undefined ? line : `${line}${' '.repeat(STEP_WIDTH + MARK_WIDTH)}→ ${advice}\n`
}

function describeLetter({ givenUpAt, to, subject, attempts, reason }: DeadLetter): string {
  return `${givenUpAt.toISOString()}  ${to}  ${subject}  (${attempts} attempts: ${reason})\n`
}
