import { Injectable } from '@nestjs/common'
import { ConnectionStore } from '../connections/connection.store.js'
import { oidcSettings } from '../oidc/oidc-settings.js'
import { InvalidLogoutToken, NoSuchLogout } from './logout.errors.js'
import { readLogoutToken } from './logout-token.js'
import { ProviderKeys } from './provider-keys.js'
import { ProviderLogout } from './provider-logout.js'
import { UsedLogoutTokens } from './used-logout-tokens.js'

/** Logouts that providers of OpenID Connect announce by themselves (Back-Channel Logout 1.0). */
@Injectable()
export class BackchannelLogout {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly keys: ProviderKeys,
    private readonly used: UsedLogoutTokens,
    private readonly logout: ProviderLogout,
  ) {}

  /**
   * Ends what a token says.
   * @param nowMs the time at which it has come
   * @throws {NoSuchLogout | InvalidLogoutToken | LogoutKeysUnavailable}
   */
  async take(connectionId: string, token: string, nowMs: number): Promise<void> {
    const connection = await this.connections.find(connectionId)
    if (connection?.kind !== 'oidc') throw new NoSuchLogout()
    const { clientId } = oidcSettings(connection)
    const keys = this.keys.of(connection)
    const order = await readLogoutToken(token, { issuer: connection.issuer, clientId, nowMs, keys })
    if (await this.used.isUsed(connection.id, order.jti)) throw new InvalidLogoutToken('it was used before')
    await this.logout.end(connection, { sid: order.sid, subject: order.sub })
    // Last: a provider that was cut off sends the same token again.
    await this.used.use(connection.id, order.jti, order.until)
  }
}
