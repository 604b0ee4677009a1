import { boolean, configSection, secretString, string, url } from '../../config/index.js'

/** Ways to a syslog server. */
const SYSLOG = /^syslog\+(tls|tcp|udp):\/\/[^\s/]+$/

const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/

/** Where the audit is sent as well. */
export class AuditSinksConfig extends configSection(
  'audit sinks',
  {
    syslogUrl: string({
      env: 'PDS_AUDIT_SYSLOG_URL',
      help: 'Syslog server that is sent every entry of the audit (RFC 5424): syslog+tls://host:6514, syslog+tcp://host:601 or syslog+udp://host:514.',
    }),
    logged: boolean({
      env: 'PDS_AUDIT_LOG',
      default: false,
      help: 'Whether every entry of the audit is written into the log as well, and goes along with it over OTLP.',
    }),
    webhookUrl: url({
      env: 'PDS_AUDIT_WEBHOOK_URL',
      help: 'Where entries of the audit are posted as JSON, signed as webhooks are.',
    }),
    webhookSecret: secretString({
      env: 'PDS_AUDIT_WEBHOOK_SECRET',
      lengthMin: 38,
      help: 'What they are signed with: whsec_ and 24 to 64 bytes in base64.',
    }),
  },
  {
    check: (own) => [
      ...(own.syslogUrl === undefined || SYSLOG.test(own.syslogUrl)
        ? []
        : ['PDS_AUDIT_SYSLOG_URL must be like syslog+tls://host:6514']),
      ...(own.webhookUrl && !own.webhookSecret
        ? ['PDS_AUDIT_WEBHOOK_SECRET is needed with PDS_AUDIT_WEBHOOK_URL']
        : []),
      ...(own.webhookSecret === undefined || SECRET.test(own.webhookSecret)
        ? []
        : ['PDS_AUDIT_WEBHOOK_SECRET must be whsec_ and 24 to 64 bytes in base64']),
    ],
  },
) {}
