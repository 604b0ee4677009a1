import { Module } from '@nestjs/common'
import { BrandingModule } from '../branding/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DashboardConfig } from './dashboard.config.js'
import { DashboardController } from './dashboard.controller.js'
import { DashboardDocument } from './dashboard-document.js'

/** The dashboard of administrators: an application in the browser, made in web/, that talks to the administration's API. */
@Module({
  imports: [ConfigModule, BrandingModule],
  controllers: [DashboardController],
  providers: [provideConfig(DashboardConfig), DashboardDocument],
})
export class DashboardModule {}
