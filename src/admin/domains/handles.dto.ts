import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { ArrayMaxSize, IsArray, IsObject, IsString, MaxLength } from 'class-validator'
import { Optional } from '../api/optional.js'

const PEOPLE_MAX = 1_000
const TEMPLATE_LENGTH_MAX = 1_000
const DOMAIN_LENGTH_MAX = 253

/** Whether somebody could have a handle. */
@ApiSchema({ name: 'HandleDecision' })
export class HandleDecisionDto {
  @ApiProperty({ description: 'As it would be, in lower case.' })
  handle: string

  @ApiProperty()
  isFree: boolean

  @ApiPropertyOptional({ description: 'Why it is not: a code, such as HandleNotAvailable.' })
  code?: string

  @ApiPropertyOptional()
  detail?: string
}

/** Handles that a template would make. */
@ApiSchema({ name: 'HandleDecisions' })
export class HandleDecisionsDto {
  @ApiProperty({ type: [HandleDecisionDto] })
  data: HandleDecisionDto[]
}

/** A template, and people to try it on. */
export class HandlePreviewDto {
  @ApiProperty({ example: '{{ email | localpart | ascii | slug }}' })
  @IsString()
  @MaxLength(TEMPLATE_LENGTH_MAX)
  template: string

  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  @IsArray()
  @ArrayMaxSize(PEOPLE_MAX)
  @IsObject({ each: true })
  claims: Record<string, unknown>[]

  @ApiPropertyOptional({
    description: 'Of the handles, unless the template makes whole ones; absent: the first one.',
  })
  @Optional()
  @IsString()
  @MaxLength(DOMAIN_LENGTH_MAX)
  domain?: string
}
