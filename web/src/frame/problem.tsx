import { Notice } from '../controls/notice'
import { Text, type TextKey } from '../i18n/words'

/** What each code of a refusal is called on pages. */
const TEXTS: Readonly<Record<string, TextKey>> = {
  AuthenticationRequired: 'problem.credentials',
  RateLimitExceeded: 'problem.tooMany',
  AccountTakedown: 'problem.takenDown',
  AccountDeactivated: 'problem.deactivated',
  InvalidToken: 'problem.code',
  ExpiredToken: 'problem.codeExpired',
  HandleNotAvailable: 'problem.handleTaken',
  InvalidHandle: 'problem.handleInvalid',
  InvalidEmail: 'problem.email',
  InvalidInviteCode: 'problem.invite',
  InvalidPassword: 'problem.password',
  NotEnoughResources: 'problem.busy',
  access_denied: 'problem.denied',
  invalid_request: 'problem.request',
}

/** The text for what went wrong. */
export function problemText(code: string): TextKey {
  return TEXTS[code] ?? 'problem.unknown'
}

/** What went wrong with what was sent; nothing if all is well. */
export function Problem({ code }: { readonly code: string | undefined }) {
  if (code === undefined) return undefined
  return (
    <Notice kind="error">
      <Text text={problemText(code)} />
    </Notice>
  )
}
