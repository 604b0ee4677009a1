import type { Connection, HealthCheck } from '../connections/connection.js'
import { SsoFailure } from '../sso.errors.js'
import { certificateFacts } from './pem.js'
import type { SamlConversations } from './saml-conversations.js'
import type { KnownProvider } from './saml-party.store.js'
import { samlSettings } from './saml-settings.js'

/** Looks whether a provider can be asked, and until when. Never throws. */
export async function samlHealth(
  { metadata, keys }: Pick<SamlConversations, 'metadata' | 'keys'>,
  connection: Connection,
  nowMs: number,
): Promise<HealthCheck[]> {
  try {
    if (samlSettings(connection).metadataUrl === undefined) await metadata.of(connection)
    else await metadata.refresh(connection)
  } catch (error) {
    if (!(error instanceof SsoFailure)) throw error
    return [{ name: 'metadata', ok: false, message: error.detail }]
  }
  const known = (await metadata.find(connection.id))!
  const ours = (await keys.list(connection.id)).filter(({ state }) => state === 'current')
  return [
    metadataCheck(known, nowMs),
    ...known.party.certificates.map((base64) =>
      certificateCheck('certificate', Buffer.from(base64, 'base64'), nowMs),
    ),
    ...ours.map(({ certificate }) => certificateCheck('own-certificate', certificate, nowMs)),
    {
      name: 'logout',
      ok: true,
      message: known.party.logout
        ? 'Sessions can be ended at the provider.'
        : 'The provider has no address for logouts by redirect.',
    },
  ]
}

function metadataCheck({ party, source }: KnownProvider, nowMs: number): HealthCheck {
  const { validUntilMs } = party
  const isOver = validUntilMs !== undefined && validUntilMs <= nowMs
  const from = source === 'url' ? 'were read where they are published' : 'were given by an administrator'
  return {
    name: 'metadata',
    ok: !isOver,
    message: isOver ? 'The metadata have ended.' : `The metadata ${from}.`,
    ...(validUntilMs !== undefined && { expiresAt: new Date(validUntilMs).toISOString() }),
  }
}

/** Signatures are believed beyond the end of a certificate, as is usual with SAML; providers change it before. */
function certificateCheck(name: string, certificate: Uint8Array, nowMs: number): HealthCheck {
  const facts = certificateFacts(certificate)
  if (!facts) return { name, ok: false, message: 'It is no certificate.' }
  const isOver = facts.expiresAt.getTime() <= nowMs
  return {
    name,
    ok: !isOver,
    message: `${facts.fingerprint}${isOver ? ' has ended.' : ''}`,
    expiresAt: facts.expiresAt.toISOString(),
  }
}
