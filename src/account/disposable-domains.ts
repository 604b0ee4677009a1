/**
 * Well-known services of throw-away mailboxes. The list is short on purpose: it stops the obvious, and whoever
 * wants more closes sign-up by invites.
 */
const DOMAINS = `
  0-mail.com 10mail.org 10minutemail.co.za 10minutemail.com 10minutemail.net 10minutesmail.com 1secmail.com
  1secmail.net 1secmail.org 20minutemail.com 33mail.com anonbox.net burnermail.io byom.de cock.li crazymailing.com
  deadaddress.com discard.email discardmail.com discardmail.de disposable.com disposableaddress.com
  disposableinbox.com disposablemail.com dispostable.com dropmail.me e4ward.com emailfake.com emailondeck.com
  emailsensei.com emailtemporanea.com emltmp.com fakeinbox.com fakemail.fr fakemail.net fakemailgenerator.com
  filzmail.com generator.email getairmail.com getnada.com grr.la guerrillamail.biz guerrillamail.com guerrillamail.de
  guerrillamail.info guerrillamail.net guerrillamail.org guerrillamailblock.com harakirimail.com hidemail.de
  inboxbear.com inboxkitten.com incognitomail.com incognitomail.org instant-mail.de jetable.com jetable.net jetable.org
  kasmail.com linshiyouxiang.net luxusmail.org mail-temp.com mail-temporaire.com mail-temporaire.fr mail.tm
  mail7.io mailcatch.com maildrop.cc maildu.de maileater.com mailexpire.com mailforspam.com mailinator.com
  mailinator.net mailinator.org mailinator2.com mailnesia.com mailnull.com mailpoof.com mailsac.com mailshell.com
  mailsucker.net mailtemp.info meltmail.com minuteinbox.com mintemail.com moakt.cc moakt.com moakt.ws mohmal.com
  mytemp.email mytempemail.com mytrashmail.com nada.email noclickemail.com nowmymail.com objectmail.com one-time.email
  onewaymail.com pokemail.net proxymail.eu rcpt.at safetymail.info sharklasers.com shieldemail.com smailpro.com
  sogetthis.com spam4.me spamavert.com spambog.com spambog.de spambox.us spamcowboy.com spamex.com spamfree24.org
  spamgourmet.com spamherelots.com spamhole.com spaml.com spammotel.com spamspot.com superrito.com suremail.info
  teleworm.us temp-inbox.com temp-mail.io temp-mail.org temp-mail.ru tempail.com tempemail.co tempemail.com
  tempemail.net tempinbox.com tempmail.dev tempmail.eu tempmail.it tempmail.net tempmail.plus tempmailaddress.com
  tempmailer.com tempmailo.com tempomail.fr temporarily.de temporaryemail.net temporaryinbox.com
  temporarymailaddress.com tempr.email thankyou2010.com throwam.com throwawayemailaddress.com throwawaymail.com
  tmail.ws tmailinator.com tmpmail.net tmpmail.org trash-mail.at trash-mail.com trash-mail.de trashmail.at
  trashmail.com trashmail.de trashmail.me trashmail.net trashmail.org trashmail.ws trashymail.com trbvm.com tyldd.com
  wegwerfadresse.de wegwerfemail.de wegwerfmail.de wegwerfmail.net wegwerfmail.org wh4f.org yepmail.net yopmail.com
  yopmail.fr yopmail.net zetmail.com zoemail.org`

const DISPOSABLE = new Set(DOMAINS.trim().split(/\s+/))

/** Whether mail to a domain (lower case), or to a domain above it, goes to a throw-away mailbox. */
export function isDisposableDomain(domain: string): boolean {
  for (let rest = domain; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    if (DISPOSABLE.has(rest)) return true
  }
  return false
}
