import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig, ServiceConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { OutboundModule } from '../outbound/index.js'
import { SettingsModule } from '../settings/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { BrandAssetStore } from './assets/brand-asset.store.js'
import { BrandAssets } from './assets/brand-assets.js'
import { PgBrandAssetStore } from './assets/pg-brand-asset.store.js'
import { BrandDocuments } from './brand-documents.js'
import { BrandImages } from './brand-images.js'
import { BrandingConfig } from './branding.config.js'
import { BrandingController } from './branding.controller.js'
import { Branding } from './branding.js'
import { Pictures } from './pictures.js'

/** What the organization looks like to people. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, OutboundModule, SettingsModule],
  controllers: [BrandingController],
  providers: [
    provideConfig(BrandingConfig),
    { provide: BrandAssetStore, useClass: PgBrandAssetStore },
    BrandAssets,
    BrandDocuments,
    {
      provide: Branding,
      inject: [ServiceConfig, BrandingConfig, BrandDocuments],
      useFactory: (service: ServiceConfig, config: BrandingConfig, documents: BrandDocuments) =>
        new Branding(service, config, documents),
    },
    BrandImages,
    Pictures,
  ],
  exports: [Branding, BrandAssets, Pictures],
})
export class BrandingModule {}
