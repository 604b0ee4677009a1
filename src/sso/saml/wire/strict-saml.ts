import { type CacheProvider, SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import { formatOf } from './name-ids.js'
import type { NameIdFormat, ProviderParty, SamlTask, ServiceParty } from './saml-messages.js'

/** What one message needs of the library. */
export interface StrictOptions {
  readonly service: ServiceParty
  readonly provider: ProviderParty
  readonly nameIdFormat?: NameIdFormat
  /** of the only request that may be answered; made known to the library before and during its work */
  readonly requestId?: string | undefined
  readonly isForced?: boolean
  readonly isResponseSigned?: boolean
  readonly decryptionKey?: string | undefined
  /** where logouts are sent */
  readonly logoutUrl?: string | undefined
}

/** When requests were made is known to the database only. */
const ANY_TIME = '2000-01-01T00:00:00Z'

/**
 * The library with nothing left to its defaults. It knows one request, and time is none of its business: what has a time
 * is compared with the clock of the server afterwards, on what was signed.
 */
export function strictSaml(options: StrictOptions): SAML {
  const { service, provider, requestId } = options
  return new SAML({
    issuer: service.entityId,
    callbackUrl: service.consumerUrl,
    audience: service.entityId,
    entryPoint: provider.signOnUrl,
    logoutUrl: options.logoutUrl ?? provider.signOnUrl,
    idpIssuer: provider.entityId,
    idpCert: [...provider.certificates],
    privateKey: service.signing.key,
    publicCert: service.signing.certificate,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: options.isResponseSigned ?? false,
    // Without a request of ours, an answer that names any is refused.
    validateInResponseTo: requestId ? ValidateInResponseTo.always : ValidateInResponseTo.ifPresent,
    cacheProvider: onlyRequest(requestId),
    ...(requestId && { generateUniqueId: () => requestId }),
    acceptedClockSkewMs: -1,
    requestIdExpirationPeriodMs: Number.MAX_SAFE_INTEGER,
    identifierFormat: options.nameIdFormat ? formatOf(options.nameIdFormat) : null,
    // Which way of signing in is strong enough is a matter of the policy, and of the provider.
    disableRequestedAuthnContext: true,
    forceAuthn: options.isForced ?? false,
    ...(options.decryptionKey && { decryptionPvk: options.decryptionKey }),
  })
}

/** An address at the provider that asks who somebody is; the request is signed. */
export function signOnUrl(task: Extract<SamlTask, { task: 'depart' }>): Promise<string> {
  return strictSaml(task).getAuthorizeUrlAsync(task.relayState, undefined, {})
}

/** Requests are kept in the database, where they are good once; the thread is told of the one that matters. */
function onlyRequest(requestId: string | undefined): CacheProvider {
  const of = (key: string | null) => (key !== null && key === requestId ? ANY_TIME : null)
  return {
    saveAsync: async (key, value) => ({ value: key, createdAt: Date.parse(value) }),
    getAsync: async (key) => of(key),
    removeAsync: async (key) => key,
  }
}
