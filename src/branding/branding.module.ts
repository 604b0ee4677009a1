import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../config/index.js'
import { OutboundModule } from '../outbound/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { BrandImages } from './brand-images.js'
import { BrandingConfig } from './branding.config.js'
import { BrandingController } from './branding.controller.js'
import { Branding } from './branding.js'
import { Pictures } from './pictures.js'

/** What the organization looks like to people. */
@Module({
  imports: [ConfigModule, TelemetryModule, OutboundModule],
  controllers: [BrandingController],
  providers: [provideConfig(BrandingConfig), Branding, BrandImages, Pictures],
  exports: [Branding, Pictures],
})
export class BrandingModule {}
