import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsInt, IsString, Max, Min } from 'class-validator'
import { ValidateNested } from 'class-validator'
import { Optional } from '../api/optional.js'

const DAYS_MAX = 36_500
const CLASSES_MAX = 100

/** How long a class of data is kept. */
@ApiSchema({ name: 'RetentionRule' })
export class RetentionRuleDto {
  @ApiProperty({ example: 'webhook-deliveries' })
  dataClass: string

  @ApiProperty()
  help: string

  @ApiProperty({ description: '0: for ever.' })
  days: number

  @ApiProperty({ description: 'Without a setting; 0: for ever.' })
  default: number

  @ApiProperty({ description: 'Whether the environment sets it, so that it is changed there only.' })
  pinned: boolean

  @ApiPropertyOptional({ description: 'The variable of the environment.' })
  env?: string

  @ApiPropertyOptional({ description: 'Days that it is kept at least, unless for ever.' })
  min?: number
}

/** How long which data are kept. */
@ApiSchema({ name: 'RetentionRules' })
export class RetentionRulesDto {
  @ApiProperty({ type: [RetentionRuleDto] })
  data: RetentionRuleDto[]
}

/** How long a class of data is to be kept. */
@ApiSchema({ name: 'RetentionWish' })
export class RetentionWishDto {
  @ApiProperty()
  @IsString()
  dataClass: string

  @ApiProperty({ minimum: 0, maximum: DAYS_MAX, description: '0: for ever.' })
  @IsInt()
  @Min(0)
  @Max(DAYS_MAX)
  days: number
}

/** How long data are to be kept; classes that are not named stay as they are. */
@ApiSchema({ name: 'RetentionWishes' })
export class RetentionWishesDto {
  @ApiProperty({ type: [RetentionWishDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CLASSES_MAX)
  @ValidateNested({ each: true })
  @Type(() => RetentionWishDto)
  data: RetentionWishDto[]
}

/** Whether data are to go, or only counted. */
@ApiSchema({ name: 'RetentionOrder' })
export class RetentionOrderDto {
  @ApiPropertyOptional({ default: false, description: 'Only tells what would go.' })
  @Optional()
  @IsBoolean()
  dryRun?: boolean
}

/** How much of a class of data goes. */
@ApiSchema({ name: 'RetentionStep' })
export class RetentionStepDto {
  @ApiProperty()
  dataClass: string

  @ApiProperty({ format: 'date-time', description: 'What is older goes.' })
  before: string

  @ApiProperty()
  count: number
}

/** What goes, and the job that does it. */
@ApiSchema({ name: 'RetentionPlan' })
export class RetentionPlanDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'The job; absent if nothing is to be done.' })
  id?: string

  @ApiProperty({ type: [RetentionStepDto] })
  steps: RetentionStepDto[]
}
