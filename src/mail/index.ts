export { type CodeMail, CodeMails, type CodePurpose } from './code-mails.js'
export { MailModule } from './mail.module.js'
export { ModerationMails } from './moderation-mails.js'
