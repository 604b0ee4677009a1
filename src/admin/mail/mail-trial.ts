import { Injectable } from '@nestjs/common'
import { Audit } from '../../audit/index.js'
import { Branding } from '../../branding/index.js'
import { MailConfig, MailDiagnosis, type StepReport, trialMail } from '../../mail/index.js'
import type { Administrator } from '../access/administrator.js'
import type { MailTrialDto } from './mail-trial.dto.js'

/** Without a server, there is one step, and it fails. */
const UNSET = {
  step: 'settings',
  outcome: 'failed',
  detail: 'No SMTP server is configured.',
  advice: 'Set PDS_EMAIL_SMTP_URL and PDS_EMAIL_FROM_ADDRESS, and start the server again.',
}

/** Tries whether mail arrives. */
@Injectable()
export class MailTrial {
  constructor(
    private readonly config: MailConfig,
    private readonly branding: Branding,
    private readonly audit: Audit,
  ) {}

  /** Sends a mail, and tells of each step on its way. It is written down first: a letter cannot be taken back. */
  async send(to: string, { agent }: Administrator): Promise<MailTrialDto> {
    await this.audit.note(agent, { action: 'mail.test', after: { domain: to.split('@').at(-1) } })
    const { smtpUrl: url, from, timeoutMs, defaultLanguage } = this.config
    if (!url || !from) return { isTaken: false, steps: [UNSET] }
    const steps: StepReport[] = []
    const mail = trialMail(this.branding.whole, to, defaultLanguage)
    const isTaken = await new MailDiagnosis({ url, from }, timeoutMs).run(mail, (step) => steps.push(step))
    return { isTaken, steps }
  }
}
