import { type Brand, Branding, BrandingConfig } from '../../branding/index.js'
import { MailConfig, MailDiagnosis, type StepReport, trialMail } from '../../mail/index.js'
import type { Check } from '../check.js'
import { failed, type Finding, ok, skipped, warning } from '../finding.js'
import type { Patient } from '../patient.js'

const NAME = 'mail'
const SILENCE_MAX_MS = 5_000

/** The way of mails as far as signing in to the SMTP server; to the end only if a mail is asked for. */
export const mailCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { smtpUrl: url, from, defaultLanguage } = patient.environment.section(MailConfig)
    if (url === undefined || from === undefined) return [unset(patient)]
    const diagnosis = new MailDiagnosis({ url, from }, SILENCE_MAX_MS)
    const findings: Finding[] = []
    const report = (step: StepReport) => findings.push(...toFindings(step))
    const { mailTo } = patient.options
    const isWell =
      mailTo === undefined
        ? await diagnosis.check(report)
        : await diagnosis.run(trialMail(brandOf(patient), mailTo, defaultLanguage), report)
    const { host } = new URL(url)
    const done = mailTo === undefined ? 'lets this server sign in' : `has taken a mail to ${mailTo}`
    return isWell ? [ok(NAME, `${host} ${done}`), ...findings] : findings
  },
}

/** Only what is not well is told. */
function toFindings({ step, outcome, detail, advice = '' }: StepReport): Finding[] {
  if (outcome === 'done') return []
  return [(outcome === 'failed' ? failed : warning)(NAME, `${step}: ${detail}`, advice)]
}

function unset(patient: Patient): Finding {
  if (patient.isLocal) return skipped(NAME, 'none is set; on localhost mails go to the log')
  const fix =
    'Set both:\nPDS_EMAIL_SMTP_URL=smtps://user:password@smtp.example.com:465\nPDS_EMAIL_FROM_ADDRESS=pds@example.com'
  return warning(NAME, 'no mail can be sent: no password can be reset, no address confirmed', fix)
}

function brandOf({ environment, service }: Patient): Brand {
  return new Branding(service, environment.section(BrandingConfig)).whole
}
