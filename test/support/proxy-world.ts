import { StubUpstream } from './stub-upstream.js'
import { bearer, type Member, WholeServer } from './whole-server.js'

/** A server, a member of it, and three services that record what they are asked: they believe its clock. */
export class ProxyWorld {
  private constructor(
    readonly appView: StubUpstream,
    readonly other: StubUpstream,
    readonly moderation: StubUpstream,
    readonly server: WholeServer,
    readonly member: Member,
  ) {}

  static async start(): Promise<ProxyWorld> {
    const appView = await StubUpstream.start('bsky_appview', 'bsky_notif')
    const other = await StubUpstream.start('bench', 'bsky_notif')
    const moderation = await StubUpstream.start('atproto_labeler')
    const server = await WholeServer.start({
      PDS_BSKY_APP_VIEW_URL: appView.url,
      PDS_BSKY_APP_VIEW_DID: appView.did,
      PDS_MOD_SERVICE_URL: moderation.url,
      PDS_MOD_SERVICE_DID: moderation.did,
    })
    for (const service of [appView, other, moderation]) {
      service.plcUrl = `${server.url}/plc`
      service.nowMs = () => server.clock.nowMs()
    }
    return new ProxyWorld(appView, other, moderation, server, await server.signUp())
  }

  /** Headers of a call by the member. */
  get signedIn(): Record<string, string> {
    return bearer(this.member.accessJwt)
  }

  /** Headers of a call to the service that is neither of those in the settings. */
  get toOther(): Record<string, string> {
    return { 'atproto-proxy': `${this.other.did}#bench` }
  }

  async close(): Promise<void> {
    await this.server.close()
    await Promise.all([this.appView, this.other, this.moderation].map((service) => service.close()))
  }
}
