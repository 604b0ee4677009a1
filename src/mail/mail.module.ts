import { Module } from '@nestjs/common'
import { BrandingModule } from '../branding/index.js'
import { ConfigModule, provideConfig, ServiceConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { JobsModule } from '../jobs/index.js'
import { Log, TelemetryModule } from '../telemetry/index.js'
import { AlarmMails } from './alarm-mails.js'
import { CodeMails } from './code-mails.js'
import { DeadLetters } from './dead-letters.js'
import { InviteMails } from './invite-mails.js'
import { LeavingMails } from './leaving-mails.js'
import { LoggedMailer } from './logged-mailer.js'
import { MailConfig } from './mail.config.js'
import { MailJob } from './mail.job.js'
import { Mailer } from './mailer.js'
import { ModerationMails } from './moderation-mails.js'
import { MoveMails } from './move-mails.js'
import { Outbox } from './outbox.js'
import { MAIL } from './queued-mail.js'
import { SealedMail } from './sealed-mail.js'
import { SecurityMails } from './security-mails.js'
import { SmtpMailer } from './smtp-mailer.js'
import { StandingMails } from './standing-mails.js'
import { UnsentMailer } from './unsent-mailer.js'
import { WaitingMailStore } from './waiting-mail.store.js'
import { WaitingMails } from './waiting-mails.js'
import { WelcomeMails } from './welcome-mails.js'

/** Mail to the owners of accounts: kept in a queue, sent by SMTP. */
@Module({
  imports: [ConfigModule, TelemetryModule, BrandingModule, DatabaseModule, JobsModule.forFeature(MAIL)],
  providers: [
    provideConfig(MailConfig),
    { provide: Mailer, inject: [MailConfig, ServiceConfig, Log], useFactory: mailerFor },
    SealedMail,
    WaitingMailStore,
    Outbox,
    WaitingMails,
    MailJob,
    CodeMails,
    ModerationMails,
    MoveMails,
    LeavingMails,
    InviteMails,
    AlarmMails,
    SecurityMails,
    StandingMails,
    WelcomeMails,
    DeadLetters,
  ],
  exports: [
    AlarmMails,
    MailConfig,
    CodeMails,
    InviteMails,
    LeavingMails,
    ModerationMails,
    MoveMails,
    SecurityMails,
    StandingMails,
    WelcomeMails,
    DeadLetters,
  ],
})
export class MailModule {}

function mailerFor(
  { smtpUrl, from, moderationSmtpUrl, moderationFrom, timeoutMs }: MailConfig,
  { publicUrl }: ServiceConfig,
  log: Log,
): Mailer {
  const isDevelopment = publicUrl.startsWith('http://')
  if (!smtpUrl || !from) return isDevelopment ? new LoggedMailer(log) : new UnsentMailer(log)
  const moderation =
    moderationSmtpUrl && moderationFrom ? { url: moderationSmtpUrl, from: moderationFrom } : undefined
  return new SmtpMailer({ service: { url: smtpUrl, from }, moderation }, timeoutMs)
}
