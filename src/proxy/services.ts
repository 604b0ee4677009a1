import { type DidDocument, isPlcDid, serviceOf } from '@guildhall/identity'
import { type Did, isDid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { DidDocuments, DidUnresolvable } from '../identity/index.js'
import { Outbound } from '../outbound/index.js'
import { type ConfiguredService, ProxyConfig } from './proxy.config.js'
import { InvalidProxyHeader, NoNotifier, NoServiceConfigured } from './proxy.errors.js'
import { nameOf, type Service } from './service.js'

/** Names of services in DID documents. */
const APP_VIEW = 'bsky_appview'
const LABELER = 'atproto_labeler'
export const NOTIFIER = 'bsky_notif'

/** Methods of moderators, with whatever methods there are now or get added. Their lexicons do not come along. */
const MODERATORS_METHODS = 'tools.ozone.'

/** The services that are known: by configuration, and by the DIDs that clients name. */
@Injectable()
export class Services {
  /** What answers by default; undefined if none is configured. */
  readonly appView: Service | undefined
  /** What moderators work with; undefined if none is configured. */
  readonly moderation: Service | undefined
  /** What takes reports; undefined if none is configured. */
  readonly reports: Service | undefined

  readonly #configured: ReadonlyMap<string, Service>
  /** Endpoints by name; a document that was fetched anew is another key. */
  readonly #found = new WeakMap<DidDocument, Map<string, Service | undefined>>()

  constructor(
    private readonly documents: DidDocuments,
    outbound: Outbound,
    config: ProxyConfig,
  ) {
    const known = (id: string, service: ConfiguredService | undefined): Service | undefined => {
      if (!service) return undefined
      outbound.trusted(service.url)
      return { did: service.did, id, url: new URL(service.url).origin, isConfigured: true }
    }
    this.reports = known(LABELER, config.reports)
    this.moderation = known(LABELER, config.moderation)
    this.appView = known(APP_VIEW, config.appView)
    const all = [this.reports, this.moderation, this.appView].filter((one) => one !== undefined)
    this.#configured = new Map(all.map((service) => [nameOf(service), service]))
  }

  /**
   * The service that a call is for.
   * @param header `atproto-proxy`, with which clients choose one; without it, the method decides
   * @throws {InvalidProxyHeader | NoServiceConfigured | DidUnresolvable}
   */
  async forMethod(nsid: string, header: string | undefined): Promise<Service> {
    if (header) return this.#configured.get(header) ?? this.named(header)
    const service = nsid.startsWith(MODERATORS_METHODS) ? (this.moderation ?? this.appView) : this.appView
    if (!service) throw new NoServiceConfigured(nsid)
    return service
  }

  /**
   * The service of a name like `did:web:api.example.com#bsky_appview`.
   * @throws {InvalidProxyHeader | DidUnresolvable}
   */
  async named(name: string): Promise<Service> {
    const { did, id } = parseName(name)
    const configured = this.#configured.get(name)
    if (configured) return configured
    const document = await this.#document(did)
    if (!document) throw new InvalidProxyHeader('could not resolve proxy did')
    const service = this.#serviceIn(document, did, id)
    if (!service) throw new InvalidProxyHeader('could not resolve proxy did service url')
    return service
  }

  /**
   * The service of this DID that sends notifications to devices. The AppView may be one.
   * @throws {NoNotifier | DidUnresolvable}
   */
  async notifier(did: Did): Promise<Service> {
    if (did === this.appView?.did) return { ...this.appView, id: NOTIFIER }
    const document = await this.#document(did)
    const service = document && this.#serviceIn(document, did, NOTIFIER)
    if (!service) throw new NoNotifier(did)
    return service
  }

  /** Whoever names a did:web names the server that is asked: what goes wrong there is the client's mistake. */
  async #document(did: Did): Promise<DidDocument | undefined> {
    try {
      return await this.documents.resolve(did)
    } catch (error) {
      if (error instanceof DidUnresolvable && !isPlcDid(did)) return undefined
      throw error
    }
  }

  #serviceIn(document: DidDocument, did: Did, id: string): Service | undefined {
    let found = this.#found.get(document)
    if (!found) this.#found.set(document, (found = new Map<string, Service | undefined>()))
    const known = found.get(id)
    if (known) return known
    const endpoint = serviceOf(document, id)
    if (endpoint === undefined) return undefined
    const service = { did, id, url: new URL(endpoint).origin, isConfigured: false }
    found.set(id, service)
    return service
  }
}

function parseName(name: string): { did: Did; id: string } {
  if (/\s/.test(name)) throw new InvalidProxyHeader('proxy header cannot contain spaces')
  const [did = '', id = '', ...more] = name.split('#')
  if (did === '') throw new InvalidProxyHeader('no did specified in proxy header')
  if (id === '') throw new InvalidProxyHeader('no service id specified in proxy header')
  if (more.length > 0 || !isDid(did)) throw new InvalidProxyHeader('invalid proxy header format')
  return { did, id }
}
