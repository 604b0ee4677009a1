import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { AuthModule } from '../auth/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { IdentityModule } from '../identity/index.js'
import { OutboundModule } from '../outbound/index.js'
import { RepoModule } from '../repo/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { UnknownMethods } from '../xrpc/index.js'
import { CallTokens } from './call-tokens.js'
import { FeedMakers } from './feed-makers.js'
import { FeedXrpc } from './feed.xrpc.js'
import { MethodForwarding } from './method-forwarding.js'
import { ProxyConfig } from './proxy.config.js'
import { PushXrpc } from './push.xrpc.js'
import { RecordsXrpc } from './records.xrpc.js'
import { ServiceCalls } from './service-calls.js'
import { Services } from './services.js'

/** Methods that other services have: calls of them are passed on, in the name of the account that calls. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    OutboundModule,
    IdentityModule,
    AccountModule,
    RepoModule,
    AuthModule,
  ],
  controllers: [FeedXrpc, PushXrpc, RecordsXrpc],
  providers: [
    provideConfig(ProxyConfig),
    Services,
    CallTokens,
    ServiceCalls,
    FeedMakers,
    MethodForwarding,
    { provide: UnknownMethods, useExisting: MethodForwarding },
  ],
  exports: [ProxyConfig, Services, ServiceCalls, MethodForwarding, UnknownMethods],
})
export class ProxyModule {}
