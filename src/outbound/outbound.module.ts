import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../config/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { HostLookup } from './host-lookup.js'
import { Outbound } from './outbound.js'
import { OutboundConfig } from './outbound.config.js'
import { TxtResolver } from './txt-resolver.js'

/** Requests to other servers, and the DNS. */
@Module({
  imports: [ConfigModule, TelemetryModule],
  providers: [provideConfig(OutboundConfig), HostLookup, Outbound, TxtResolver],
  exports: [HostLookup, Outbound, TxtResolver],
})
export class OutboundModule {}
