import type { RefusalKind } from '../refusal.js'

/** The status of every kind of refusal. What is not found is an error of the method, not of the path: 400. */
export const XRPC_STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  notFound: 400,
  conflict: 400,
  unauthenticated: 401,
  forbidden: 403,
  notAcceptable: 406,
  tooLarge: 413,
  tooMany: 429,
  notImplemented: 501,
  upstream: 502,
  unavailable: 503,
  timeout: 504,
}

/** The error name that stands for a status where nothing more is known. */
export const ERROR_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'InvalidRequest',
  401: 'AuthenticationRequired',
  403: 'Forbidden',
  404: 'XRPCNotSupported',
  406: 'NotAcceptable',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
  429: 'RateLimitExceeded',
  500: 'InternalServerError',
  501: 'MethodNotImplemented',
  502: 'UpstreamFailure',
  503: 'NotEnoughResources',
  504: 'UpstreamTimeout',
}
