import { createHash } from 'node:crypto'
import { type ClientMetadata, OAuthError } from '@guildhall/oauth'
import { Injectable } from '@nestjs/common'
import type { AppView } from '../page-state.js'
import { ClientDirectory } from './client-directory.js'

/** Where pictures of applications are; what follows stands for the application. */
export const LOGO_PATH = '/oauth/logo'

/** What members are told about applications. */
@Injectable()
export class AppViews {
  constructor(private readonly clients: ClientDirectory) {}

  /** Names and pictures are shown of those that the operator vouches for: others could claim any. */
  of(client: ClientMetadata): AppView {
    const { clientId, name, logo, uri, privacyUri, termsUri } = client
    const trusted = this.clients.isTrusted(clientId)
    if (!trusted) return { clientId, trusted }
    const shown = logo === undefined ? undefined : `${LOGO_PATH}/${nameOf(clientId)}`
    return { clientId, trusted, name, logo: shown, uri, privacyUri, termsUri }
  }

  /** The same by the id alone: only of those that the operator vouches for are metadata looked up, where they can be. */
  async ofId(clientId: string): Promise<AppView> {
    const trusted = this.clients.isTrusted(clientId)
    if (!trusted) return { clientId, trusted }
    try {
      return this.of(await this.clients.find(clientId))
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      return { clientId, trusted }
    }
  }

  /** The client that an address of a picture stands for, if it is one that the operator vouches for. */
  clientOf(name: string): string | undefined {
    return this.clients.trusted.find((clientId) => nameOf(clientId) === name)
  }
}

function nameOf(clientId: string): string {
  return createHash('sha256').update(clientId).digest('base64url')
}
