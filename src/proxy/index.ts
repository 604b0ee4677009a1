/**
 * Other services, called in the name of an account. Features that call one themselves take `Services` to find it and
 * `ServiceCalls` to call it:
 *
 *     const service = this.services.reports ?? (await this.services.named('did:web:mod.example#atproto_labeler'))
 *     const { json } = await this.calls.call(did, service, { nsid: createReport.nsid, input })
 *
 * What the service refuses is thrown as `ServiceRefused`; a handler that lets it through passes it on, status and all.
 */
export { ProxyConfig } from './proxy.config.js'
export * from './proxy.errors.js'
export { ProxyModule } from './proxy.module.js'
export { ReadAfterWriteModule } from './read-after-write/read-after-write.module.js'
export { nameOf, type Service } from './service.js'
export { type ServiceAnswer, type ServiceCall, ServiceCalls } from './service-calls.js'
export { Services } from './services.js'
