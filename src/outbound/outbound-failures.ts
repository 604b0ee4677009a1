import { OutboundError, type OutboundFailure } from './outbound-error.js'
import type { StopSignal } from './outbound-options.js'

const BY_CODE: Record<string, OutboundFailure> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ENODATA: 'dns',
  ESERVFAIL: 'dns',
  ETIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'tooLarge',
  UND_ERR_RESPONSE_EXCEEDED_SIZE: 'tooLarge',
}

/**
 * Sorts whatever went wrong.
 * @param signal the caller's own; what it caused is `aborted`
 */
export function asOutboundError(error: unknown, signal?: Pick<StopSignal, 'aborted'>): OutboundError {
  if (error instanceof OutboundError) return error
  const { name, code, message, cause } = (error ?? {}) as NodeJS.ErrnoException
  if (cause instanceof OutboundError) return cause
  if (signal?.aborted)
    return new OutboundError('aborted', 'the request was given up', undefined, { cause: error })
  if (name === 'TimeoutError')
    return new OutboundError('timeout', 'no answer in time', undefined, { cause: error })
  const failure = BY_CODE[code ?? ''] ?? 'network'
  return new OutboundError(failure, message || (code ?? 'the connection failed'), undefined, { cause: error })
}
