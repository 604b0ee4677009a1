import { createHash } from 'node:crypto'
import {
  ASSERTION_REPLAY_MS,
  checkClientAuth,
  type ClientAuth,
  type ClientMetadata,
  OAuthError,
} from '@guildhall/oauth'
import { Injectable } from '@nestjs/common'
import { UsedTokenStore } from '../../auth/index.js'
import { ServiceConfig } from '../../config/index.js'
import { Clock } from '../../telemetry/index.js'
import type { FormFields } from '../form-body.js'
import { ClientDirectory } from './client-directory.js'

/** A client that has proved who it is, as far as it can. */
export interface AuthenticatedClient {
  readonly client: ClientMetadata
  readonly auth: ClientAuth
}

/** Finds out which client asks, and whether it is the one (RFC 7523). */
@Injectable()
export class ClientAuthentication {
  constructor(
    private readonly clients: ClientDirectory,
    private readonly used: UsedTokenStore,
    private readonly config: ServiceConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * The client of a request.
   * @param dpopThumbprint of the key in the proof that came with it, which must be another one than that of the client
   * @throws {OAuthError}
   */
  async authenticate(fields: FormFields, dpopThumbprint?: string): Promise<AuthenticatedClient> {
    const { client_id: clientId } = fields
    if (!clientId) throw new OAuthError('invalid_client', 'client_id is required')
    const client = await this.clients.find(clientId)
    const nowMs = this.clock.nowMs()
    const { auth, jti } = checkClientAuth(client, fields, { issuer: this.config.publicUrl, nowMs })
    if (auth.method === 'private_key_jwt' && auth.thumbprint === dpopThumbprint)
      throw new OAuthError('invalid_request', 'the DPoP key must not be the key of the client')
    if (jti !== undefined && !(await this.#isNew(clientId, jti, nowMs)))
      throw new OAuthError('invalid_client', 'client_assertion was used before')
    return { client, auth }
  }

  #isNew(clientId: string, jti: string, nowMs: number): Promise<boolean> {
    const key = createHash('sha256').update(`client assertion\0${clientId}\0${jti}`).digest()
    return this.used.use(key, new Date(nowMs + ASSERTION_REPLAY_MS))
  }
}
