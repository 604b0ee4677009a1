import { useCallback } from 'react'
import { ApiProblem } from '../api/api-problem'
import { useTexts } from '../texts/texts'

/** Codes that have words of their own here, by the names of the texts. */
const KNOWN = {
  no_answer: 'noAnswer',
  permission_denied: 'permissionDenied',
  rate_limited: 'rateLimited',
  precondition_failed: 'preconditionFailed',
  internal_error: 'internalError',
  outranked: 'outranked',
  authentication_required: 'authenticationRequired',
  step_up_required: 'stepUpRequired',
} as const

/** Says in words what went wrong. @param own words for codes that mean something else there */
type ProblemText = (error: unknown, own?: Readonly<Record<string, string>>) => string

/** What says in words what went wrong; it stays the same. */
export function useProblemText(): ProblemText {
  const { t } = useTexts()
  return useCallback<ProblemText>(
    (error, own = {}) => {
      if (!(error instanceof ApiProblem)) return t('problem.unexpected')
      const said = own[error.code]
      if (said !== undefined) return said
      const name = KNOWN[error.code as keyof typeof KNOWN] as (typeof KNOWN)[keyof typeof KNOWN] | undefined
      if (name !== undefined) return t(`problem.${name}`)
      // Not the server itself has said that: it says why, and has a code for it.
      return error.code.startsWith('http_')
        ? t('problem.otherAnswer', { status: error.status })
        : error.message
    },
    [t],
  )
}
