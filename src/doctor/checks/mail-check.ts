import { type Brand, Branding, BrandingConfig } from '../../branding/index.js'
import { MailConfig, MailDiagnosis, type StepReport, trialMail } from '../../mail/index.js'
import type { Check } from '../check.js'
import { advice, failed, type Finding, ok, skipped, warning } from '../finding.js'
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
    if (!isWell) return findings
    const well =
      mailTo === undefined ? ok(NAME, 'mail', { host }) : ok(NAME, 'mail_taken', { host, address: mailTo })
    return [well, ...findings]
  },
}

/** Only what is not well is told. */
function toFindings({ step, outcome, detail: message, adviceCode = `mail_${step}` }: StepReport): Finding[] {
  if (outcome === 'done') return []
  const fix = advice(adviceCode)
  return outcome === 'warning'
    ? [warning(NAME, 'mail_perhaps_open', { message }, fix)]
    : [failed(NAME, `mail_fails_at_${step}`, { message }, fix)]
}

function unset(patient: Patient): Finding {
  if (patient.isLocal) return skipped(NAME, 'mail_not_needed', {})
  const settings =
    'PDS_EMAIL_SMTP_URL=smtps://user:password@smtp.example.com:465\nPDS_EMAIL_FROM_ADDRESS=pds@example.com'
  return warning(NAME, 'mail_unset', {}, advice('mail_set', settings))
}

function brandOf({ environment, service }: Patient): Brand {
  return new Branding(service, environment.section(BrandingConfig)).whole
}
