import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { BrandingModule } from '../branding/index.js'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { Terms } from './terms.js'
import { TermsAcceptanceStore } from './terms-acceptance.store.js'
import { TermsAddresses } from './terms-addresses.js'
import { TermsData } from './terms-data.js'
import { TermsTextController } from './terms-text.controller.js'
import { TermsVersionStore } from './terms-version.store.js'

/** What members agree to. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, AccountModule, BrandingModule],
  controllers: [TermsTextController],
  providers: [TermsVersionStore, TermsAcceptanceStore, Terms, TermsAddresses, TermsData],
  exports: [Terms, TermsVersionStore, TermsAcceptanceStore],
})
export class TermsModule {}
