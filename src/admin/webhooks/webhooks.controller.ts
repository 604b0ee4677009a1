import { Body, Delete, Get, Headers, Param, Patch, Post, Res } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { WEBHOOK_EVENTS, Webhooks } from '../../webhooks/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { entityTag } from '../api/entity-tag.js'
import { WebhookAdmin } from './webhook-admin.js'
import { lookedAtWebhook, webhookSettings, webhookView } from './webhook-view.js'
import {
  IssuedWebhookDto,
  NewWebhookDto,
  SecretRotationDto,
  WebhookDto,
  WebhookEventsDto,
  WebhookPatchDto,
  WebhooksDto,
} from './webhooks.dto.js'

const CREATED = 201
const SECOND_MS = 1000
const NOT_FOUND = ['not_found']

/** Webhooks: other programs are told what happens here. */
@AdminController('webhooks', 'Webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly admin: WebhookAdmin,
  ) {}

  @Get()
  @AdminRoute('webhooks.view', { summary: 'Lists webhooks', answers: WebhooksDto })
  async listWebhooks(@By() { grants }: Administrator): Promise<WebhooksDto> {
    return { data: (await this.webhooks.list()).map((webhook) => lookedAtWebhook(webhook, grants)) }
  }

  @Get('events')
  @AdminRoute('webhooks.view', {
    summary: 'Lists events that webhooks can be told of',
    answers: WebhookEventsDto,
  })
  listWebhookEvents(): WebhookEventsDto {
    return { data: Object.entries(WEBHOOK_EVENTS).map(([type, help]) => ({ type, help })) }
  }

  @Post()
  @AdminRoute('webhooks.manage', {
    summary: 'Makes a webhook; its secret is shown once',
    answers: IssuedWebhookDto,
    status: CREATED,
    fresh: true,
    problems: ['webhook_url_refused', 'too_many_webhooks'],
  })
  createWebhook(@Body() wanted: NewWebhookDto, @By() by: Administrator): Promise<IssuedWebhookDto> {
    return this.admin.add(wanted, by)
  }

  @Get(':id')
  @AdminRoute('webhooks.view', {
    summary: 'Shows a webhook',
    answers: WebhookDto,
    tagged: true,
    problems: NOT_FOUND,
  })
  async getWebhook(
    @Param('id') id: string,
    @By() { grants }: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookDto> {
    const webhook = await this.admin.find(id)
    reply.header('etag', entityTag(webhookSettings(webhook)))
    return lookedAtWebhook(webhook, grants)
  }

  @Patch(':id')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that was seen.' })
  @AdminRoute('webhooks.manage', {
    summary: 'Changes a webhook, switches it off or on',
    answers: WebhookDto,
    fresh: true,
    problems: ['not_found', 'precondition_failed', 'webhook_url_refused'],
  })
  async updateWebhook(
    @Param('id') id: string,
    @Body() patch: WebhookPatchDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<WebhookDto> {
    return webhookView(await this.admin.change(id, patch, ifMatch, by))
  }

  @Delete(':id')
  @AdminRoute('webhooks.manage', {
    summary: 'Removes a webhook and all that it was told',
    fresh: true,
    problems: NOT_FOUND,
  })
  deleteWebhook(@Param('id') id: string, @By() by: Administrator): Promise<void> {
    return this.admin.remove(id, by)
  }

  @Post(':id/rotate-secret')
  @AdminRoute('webhooks.manage', {
    summary: 'Gives a webhook another secret',
    answers: IssuedWebhookDto,
    fresh: true,
    problems: NOT_FOUND,
  })
  rotateWebhookSecret(
    @Param('id') id: string,
    @Body() { overlapSeconds = 0 }: SecretRotationDto,
    @By() by: Administrator,
  ): Promise<IssuedWebhookDto> {
    return this.admin.rotate(id, overlapSeconds * SECOND_MS, by)
  }
}
