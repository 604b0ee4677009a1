import { ApiProperty, ApiSchema } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator'
import { MEMBER_TEXT_LENGTH_MAX, NO_NUL } from '../accounts.dto.js'

const REASONS_MAX = 50
const NAME_LENGTH_MAX = 100

/** A reason that is given often, and what members read of it. */
@ApiSchema({ name: 'ReasonTemplate' })
export class ReasonDto {
  @ApiProperty({ maxLength: NAME_LENGTH_MAX, example: 'Spam' })
  @IsString()
  @Length(1, NAME_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  name: string

  @ApiProperty({ maxLength: MEMBER_TEXT_LENGTH_MAX, description: 'Empty lines part paragraphs.' })
  @IsString()
  @Length(1, MEMBER_TEXT_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  text: string
}

/** Reasons that are given often. */
@ApiSchema({ name: 'ReasonTemplates' })
export class ReasonsDto {
  @ApiProperty({ type: [ReasonDto], maxItems: REASONS_MAX })
  @IsArray()
  @ArrayMaxSize(REASONS_MAX)
  @ArrayUnique(({ name }: ReasonDto) => name)
  @ValidateNested({ each: true })
  @Type(() => ReasonDto)
  data: ReasonDto[]
}
