import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator'
import { DELIVERY_STATES, WEBHOOK_EVENT_TYPES, type WebhookEventType } from '../../webhooks/index.js'
import { Optional } from '../api/optional.js'

const WEEK_S = 7 * 24 * 60 * 60
const URL_LENGTH_MAX = 2_000
const DESCRIPTION_LENGTH_MAX = 200

/** Where events are sent to. */
@ApiSchema({ name: 'Webhook' })
export class WebhookDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({
    description:
      'Whole only for those who may manage webhooks: others see where it leads, `https://example.com/…`.',
  })
  url: string

  @ApiProperty()
  description: string

  @ApiProperty({ enum: WEBHOOK_EVENT_TYPES, enumName: 'WebhookEvent', isArray: true })
  events: string[]

  @ApiProperty({ description: 'Whether it is told what is personal: handles, addresses.' })
  personal: boolean

  @ApiProperty()
  enabled: boolean

  @ApiPropertyOptional({ description: 'Why it was switched off.' })
  disabledReason?: string

  @ApiPropertyOptional({ format: 'date-time' })
  disabledAt?: string

  @ApiProperty({ description: 'Deliveries that have failed since the last one that went well.' })
  failures: number

  @ApiProperty({ format: 'date-time' })
  createdAt: string
}

/** A webhook with its secret. */
@ApiSchema({ name: 'NewWebhookAnswer' })
export class IssuedWebhookDto extends WebhookDto {
  @ApiProperty({
    description: 'What its messages are signed with. It is not shown again.',
    example: 'whsec_…',
  })
  secret: string
}

/** A webhook that is wanted. */
@ApiSchema({ name: 'NewWebhook' })
export class NewWebhookDto {
  @ApiProperty({ format: 'uri', description: 'https; it must lead to a public address.' })
  @IsString()
  @MaxLength(URL_LENGTH_MAX)
  url: string

  @ApiProperty({ enum: WEBHOOK_EVENT_TYPES, enumName: 'WebhookEvent', isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_EVENT_TYPES.length)
  @IsIn(WEBHOOK_EVENT_TYPES, { each: true })
  events: WebhookEventType[]

  @ApiPropertyOptional({ default: '' })
  @Optional()
  @IsString()
  @MaxLength(DESCRIPTION_LENGTH_MAX)
  description?: string

  @ApiPropertyOptional({ default: false, description: 'Whether it is told what is personal.' })
  @Optional()
  @IsBoolean()
  personal?: boolean
}

/** What of a webhook is to be another way. Not derived: for that, the library would load class-validator once more. */
@ApiSchema({ name: 'WebhookPatch' })
export class WebhookPatchDto {
  @ApiPropertyOptional({ format: 'uri', description: 'https; it must lead to a public address.' })
  @Optional()
  @IsString()
  @MaxLength(URL_LENGTH_MAX)
  url?: string

  @ApiPropertyOptional({ enum: WEBHOOK_EVENT_TYPES, enumName: 'WebhookEvent', isArray: true })
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_EVENT_TYPES.length)
  @IsIn(WEBHOOK_EVENT_TYPES, { each: true })
  events?: WebhookEventType[]

  @ApiPropertyOptional({ default: '' })
  @Optional()
  @IsString()
  @MaxLength(DESCRIPTION_LENGTH_MAX)
  description?: string

  @ApiPropertyOptional({ default: false, description: 'Whether it is told what is personal.' })
  @Optional()
  @IsBoolean()
  personal?: boolean

  @ApiPropertyOptional({ description: 'false: it is told of nothing until it is switched on.' })
  @Optional()
  @IsBoolean()
  enabled?: boolean
}

/** How a webhook gets another secret. */
@ApiSchema({ name: 'WebhookSecretRotation' })
export class SecretRotationDto {
  @ApiPropertyOptional({
    default: 0,
    maximum: WEEK_S,
    description: 'Seconds for which messages are signed with the former one as well.',
  })
  @Optional()
  @IsInt()
  @Min(0)
  @Max(WEEK_S)
  overlapSeconds?: number
}

/** An event on its way to a webhook. */
@ApiSchema({ name: 'WebhookDelivery' })
export class DeliveryDto {
  @ApiProperty({ format: 'uuid', description: 'The header webhook-id of its messages.' })
  id: string

  @ApiProperty({ enum: WEBHOOK_EVENT_TYPES, enumName: 'WebhookEvent' })
  type: string

  @ApiProperty({ enum: DELIVERY_STATES })
  state: string

  @ApiProperty()
  attempts: number

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiPropertyOptional({ format: 'date-time', description: 'When it is tried again.' })
  dueAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  attemptedAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  endedAt?: string

  @ApiPropertyOptional({ description: 'What the receiver answered with, the last time.' })
  status?: number

  @ApiPropertyOptional({ description: 'Why it failed, the last time.' })
  error?: string
}

/** A delivery that was asked for. */
@ApiSchema({ name: 'WebhookDeliveryOrder' })
export class DeliveryOrderDto {
  @ApiProperty({ format: 'uuid' })
  id: string
}

/** Deliveries that are wanted once more. */
@ApiSchema({ name: 'WebhookRedelivery' })
export class RedeliveryDto {
  @ApiProperty({ format: 'date-time', description: 'Those that were given up since then.' })
  @IsString()
  since: string
}

/** What came of it. */
@ApiSchema({ name: 'WebhookRedeliveries' })
export class RedeliveriesDto {
  @ApiProperty({ description: 'How many wait again.' })
  deliveries: number
}

/** An event that webhooks can be told of. */
@ApiSchema({ name: 'WebhookEventHelp' })
export class WebhookEventDto {
  @ApiProperty({ enum: WEBHOOK_EVENT_TYPES, enumName: 'WebhookEvent' })
  type: string

  @ApiProperty()
  help: string
}

/** Events that webhooks can be told of. */
@ApiSchema({ name: 'WebhookEvents' })
export class WebhookEventsDto {
  @ApiProperty({ type: [WebhookEventDto] })
  data: WebhookEventDto[]
}

/** Webhooks. */
@ApiSchema({ name: 'Webhooks' })
export class WebhooksDto {
  @ApiProperty({ type: [WebhookDto] })
  data: WebhookDto[]
}
