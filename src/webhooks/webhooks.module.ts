import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { JobsModule } from '../jobs/index.js'
import { OutboundModule } from '../outbound/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { DeliveriesJob, WEBHOOKS } from './deliveries.job.js'
import { DeliveryRun } from './delivery-run.js'
import { DeliveryStore } from './delivery.store.js'
import { DueDeliveries } from './due-deliveries.js'
import { FailedJobs } from './failed-jobs.js'
import { OldDeliveries } from './old-deliveries.js'
import { SwitchOff } from './switch-off.js'
import { WebhookOutbox } from './webhook-outbox.js'
import { WebhookPlaces } from './webhook-places.js'
import { WebhookSecretTable } from './webhook-secret-table.js'
import { WebhookSecrets } from './webhook-secrets.js'
import { WebhookSender } from './webhook-sender.js'
import { WebhookStore } from './webhook.store.js'
import { Webhooks } from './webhooks.js'

/** Other programs are told what happens here. */
@Module({
  imports: [
    ContributionsModule,
    TelemetryModule,
    DatabaseModule,
    OutboundModule,
    IdentityModule,
    JobsModule.forFeature(WEBHOOKS),
  ],
  providers: [
    WebhookStore,
    DeliveryStore,
    WebhookSecretTable,
    WebhookSecrets,
    WebhookSender,
    WebhookOutbox,
    WebhookPlaces,
    Webhooks,
    SwitchOff,
    DeliveryRun,
    DeliveriesJob,
    DueDeliveries,
    FailedJobs,
    OldDeliveries,
  ],
  exports: [DeliveryStore, WebhookOutbox, WebhookPlaces, Webhooks],
})
export class WebhooksModule {}
