import { Module } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { Contributions } from './contributions.js'

/** What features bring for those who do not know them. */
@Module({ imports: [DiscoveryModule], providers: [Contributions], exports: [Contributions] })
export class ContributionsModule {}
