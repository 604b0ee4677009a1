import { Body, Get, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { WebhookAdmin } from './webhook-admin.js'
import { DELIVERY_LIST, WebhookDeliveries } from './webhook-deliveries.js'
import { DeliveryDto, DeliveryOrderDto, RedeliveriesDto, RedeliveryDto } from './webhooks.dto.js'

const PROBLEMS = ['not_found', 'webhook_disabled']

/** What webhooks were told. */
@AdminController('webhooks/:id', 'Webhooks')
export class DeliveriesController {
  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly admin: WebhookAdmin,
  ) {}

  @Get('deliveries')
  @AdminRoute('webhooks.view', {
    summary: 'Lists what a webhook was told, and what waits',
    answers: listOf(DeliveryDto),
    list: DELIVERY_LIST,
    problems: ['not_found'],
  })
  async listWebhookDeliveries(@Param('id') id: string, @ListParam(DELIVERY_LIST) query: ListQuery) {
    return this.deliveries.list((await this.admin.find(id)).id, query)
  }

  @Post('deliveries/:delivery/redeliver')
  @AdminRoute('webhooks.manage', { summary: 'Tells a webhook once more', problems: PROBLEMS })
  redeliverWebhook(
    @Param('id') id: string,
    @Param('delivery') delivery: string,
    @By() by: Administrator,
  ): Promise<void> {
    return this.admin.redeliver(id, delivery, by)
  }

  @Post('redeliver')
  @AdminRoute('webhooks.manage', {
    summary: 'Tells a webhook once more of all that was given up since a time',
    answers: RedeliveriesDto,
    problems: PROBLEMS,
  })
  async redeliverDead(
    @Param('id') id: string,
    @Body() { since }: RedeliveryDto,
    @By() by: Administrator,
  ): Promise<RedeliveriesDto> {
    return { deliveries: await this.admin.redeliverDead(id, since, by) }
  }

  @Post('test')
  @AdminRoute('webhooks.manage', {
    summary: 'Sends a webhook an event that means nothing',
    answers: DeliveryOrderDto,
    problems: PROBLEMS,
  })
  async testWebhook(@Param('id') id: string, @By() by: Administrator): Promise<DeliveryOrderDto> {
    return { id: await this.admin.test(id, by) }
  }
}
