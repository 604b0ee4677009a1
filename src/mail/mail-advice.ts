/** The way of a mail, in order. */
export const MAIL_STEPS = [
  'name',
  'connection',
  'greeting',
  'encryption',
  'sign-in',
  'sender',
  'recipient',
  'content',
] as const

export type MailStep = (typeof MAIL_STEPS)[number]

/** Where and how a mail got stuck. */
export interface MailFailure {
  readonly step: MailStep
  /** of the system, of TLS or of the SMTP client, such as `ECONNREFUSED` */
  readonly code: string
  /** of SMTP, if the server gave one */
  readonly responseCode?: number | undefined
  /** what was said */
  readonly text: string
}

/** What an operator should do about a failure, by names that stay while words change. */
export const MAIL_ADVICE = {
  mail_later:
    'The server says that it may pass: try again later. Mails of the service are tried again by themselves.',
  mail_no_such_host: 'There is no such host. Look for a slip in the host of the URL.',
  mail_no_names: 'No name server answers. Look at the DNS of this machine or container (/etc/resolv.conf).',
  mail_closed: 'Nothing listens there. Look at the port: 465 for smtps://, 587 for smtp:// as a rule.',
  mail_swallowed:
    'Something in between swallows the packets. Many hosters block mail ports (25, 465, 587) until one asks them; try the port 2525 if the provider has it.',
  mail_no_way: 'There is no way to the host. Look at the network of this machine, and whether it has IPv6.',
  mail_certificate_unsigned:
    'The certificate is signed by nobody. Give the server one of an authority, or name its authority in NODE_EXTRA_CA_CERTS.',
  mail_certificate_authority:
    'The authority is not known here. Name its certificate in NODE_EXTRA_CA_CERTS (a file).',
  mail_certificate_chain:
    'The server does not send the certificates in between. Let it send the whole chain.',
  mail_certificate_expired:
    'The certificate has expired. Renew it on the server, and look at the clock of this machine.',
  mail_certificate_name:
    'The certificate is for another name. Use the name in the URL that the certificate has.',
  mail_tls_later:
    'The server does not begin with TLS on this port. Use smtp:// with port 587, or the port for smtps://, which is 465 as a rule.',
  mail_tls_first:
    'The server says nothing. If the port is 465, use smtps://; otherwise it may be no mail server.',
  mail_who_sends:
    'The server wants to know who sends: put user and password into the URL (smtps://user:password@host).',
  mail_name: 'Look at the host of the URL and at the DNS of this machine.',
  mail_connection: 'Look at host and port of the URL, and at firewalls in between.',
  mail_greeting: 'The server does not speak SMTP there, or turned this machine away.',
  mail_encryption: 'Look at the certificate of the server, and at which port encrypts how.',
  'mail_sign-in':
    'User or password are wrong, or the server wants an app password or key in place of it. Characters such as @ : / # % in the URL have to be written as %40 %3A %2F %23 %25.',
  mail_sender:
    'The server does not let this user send from PDS_EMAIL_FROM_ADDRESS. Verify address or domain with the provider, and use it exactly.',
  mail_recipient:
    'The server does not take this recipient: there is no such mailbox, or it relays only for users who signed in.',
  mail_content:
    'The server took the addresses but not the mail. As a rule it takes it for spam: look at SPF, DKIM and DMARC of the domain of the sender.',
  mail_encrypt:
    'Add ?requireTLS=true to the URL, or use smtps:// with port 465, unless the server is on this machine.',
} as const

export type MailAdvice = keyof typeof MAIL_ADVICE

const BY_CODE: Readonly<Record<string, MailAdvice>> = {
  ENOTFOUND: 'mail_no_such_host',
  EAI_AGAIN: 'mail_no_names',
  ECONNREFUSED: 'mail_closed',
  ETIMEDOUT: 'mail_swallowed',
  EHOSTUNREACH: 'mail_no_way',
  ENETUNREACH: 'mail_no_way',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'mail_certificate_unsigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'mail_certificate_authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'mail_certificate_chain',
  CERT_HAS_EXPIRED: 'mail_certificate_expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'mail_certificate_name',
}

/** Replies that mean: sign in first (RFC 4954). */
const WANTS_SIGN_IN = new Set([530, 550, 554])

/**
 * What an operator should do about a failure.
 * @param protocol `smtp:` or `smtps:`
 */
export function adviceFor({ step, code, responseCode, text }: MailFailure, protocol: string): MailAdvice {
  if (
    step === 'encryption' &&
    protocol === 'smtps:' &&
    /wrong version|EPROTO|packet length/i.test(text + code)
  ) {
    return 'mail_tls_later'
  }
  if (step === 'greeting' && protocol === 'smtp:' && responseCode === undefined) {
    return 'mail_tls_first'
  }
  if (responseCode !== undefined && responseCode < 500) return 'mail_later'
  if (
    step === 'sender' &&
    responseCode !== undefined &&
    WANTS_SIGN_IN.has(responseCode) &&
    /auth/i.test(text)
  ) {
    return 'mail_who_sends'
  }
  return BY_CODE[code] ?? `mail_${step}`
}
