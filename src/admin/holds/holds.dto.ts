import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsISO8601,
  IsString,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator'
import { Optional } from '../api/optional.js'

const DID = /^did:[a-z]+:[A-Za-z0-9._:%-]{1,2000}$/

/** Accounts held by one request. */
const SUBJECTS_MAX = 100

// eslint-disable-next-line no-control-regex
const NO_NUL = /^[^\u0000]*$/

/** That what is here of an account has to stay. */
@ApiSchema({ name: 'Hold' })
export class HoldDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty()
  did: string

  @ApiProperty()
  reason: string

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When somebody is to look whether it is still needed. It does not end by itself.',
  })
  reviewAt?: string

  @ApiProperty({ description: 'A DID, the id of a token, or password.' })
  placedBy: string

  @ApiProperty({ format: 'date-time' })
  placedAt: string

  @ApiPropertyOptional()
  releasedBy?: string

  @ApiPropertyOptional({ format: 'date-time' })
  releasedAt?: string

  @ApiPropertyOptional()
  releaseReason?: string
}

/** Holds that were placed together. */
@ApiSchema({ name: 'PlacedHolds' })
export class PlacedHoldsDto {
  @ApiProperty({ type: [HoldDto] })
  data: HoldDto[]
}

/** Accounts that are to be held. */
export class NewHoldsDto {
  @ApiProperty({ type: [String], maxItems: SUBJECTS_MAX, description: 'DIDs.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SUBJECTS_MAX)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(DID, { each: true, message: 'must be DIDs' })
  subjects: string[]

  @ApiProperty()
  @IsString()
  @MinLength(1)
  @MaxLength(2_000)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  reason: string

  @ApiPropertyOptional({ format: 'date-time' })
  @Optional()
  @IsISO8601({ strict: true })
  reviewAt?: string
}
