import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../config/index.js'
import { ContributionsModule } from '../contributions/index.js'
import { DatabaseModule } from '../database/index.js'
import { JobsModule } from '../jobs/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { EventFeed } from './event-feed.js'
import { EventPacker } from './event-packer.js'
import { EventLog } from './event-log.js'
import { EventRetention } from './event-retention.js'
import { EventStore } from './event.store.js'
import { PgEventPacks } from './pg-event-packs.js'
import { PgEventStore } from './pg-event.store.js'
import { RoomReclaim } from './room-reclaim.js'
import { Sequencer } from './sequencer.js'
import { SequencerConfig } from './sequencer.config.js'
import { SequencerMetrics } from './sequencer-metrics.js'
import { SequencerReadiness } from './sequencer-readiness.js'

/** The ordered, durable log of everything public that happened here. */
@Module({
  imports: [ConfigModule, ContributionsModule, DatabaseModule, JobsModule, TelemetryModule],
  providers: [
    provideConfig(SequencerConfig),
    { provide: EventStore, useClass: PgEventStore },
    EventFeed,
    Sequencer,
    EventLog,
    PgEventPacks,
    RoomReclaim,
    EventPacker,
    SequencerMetrics,
    SequencerReadiness,
    EventRetention,
  ],
  exports: [EventFeed, EventLog, EventStore, SequencerConfig],
})
export class SequencerModule {}
