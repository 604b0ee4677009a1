import { SsoFailure } from '../sso.errors.js'
import type { CarriedMessage } from './wire/saml-messages.js'

/** A message about a logout in an address, as it was sent: that is what is signed. */
export function carriedByQuery(url: string): CarriedMessage {
  const at = url.indexOf('?')
  return { binding: 'redirect', query: at < 0 ? '' : url.slice(at + 1) }
}

/** The same in a form. @throws {SsoFailure} if there is not one */
export function carriedByForm(form: URLSearchParams): CarriedMessage {
  const messages = [...form.getAll('SAMLRequest'), ...form.getAll('SAMLResponse')]
  const [message] = messages
  if (message === undefined || messages.length > 1)
    throw new SsoFailure('bad_answer', 'There must be one message of SAML.')
  return { binding: 'post', message, relayState: form.get('RelayState') ?? undefined }
}
