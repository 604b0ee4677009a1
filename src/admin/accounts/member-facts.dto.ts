import { ApiProperty } from '@nestjs/swagger'
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator'
import {
  ACCOUNT_CLASSES,
  type AccountClass,
  NOTE_LENGTH_MAX,
  TAG_LENGTH_MAX,
  TAG_PATTERN,
  TAGS_MAX,
} from '../../account/index.js'
import { NO_NUL } from './accounts.dto.js'

/** What is said of something that was said before; null takes that back. */
const OrNull = () => ValidateIf((_body, value) => value !== null)

/** What kind of account it is. */
export class AccountClassDto {
  @ApiProperty({ enum: ACCOUNT_CLASSES, nullable: true, description: 'Null: nothing is known of it.' })
  @OrNull()
  @IsIn(ACCOUNT_CLASSES)
  class: AccountClass | null
}

/** What administrators write about an account. */
export class AccountNoteDto {
  @ApiProperty({ type: String, nullable: true, description: 'Null takes it away.' })
  @OrNull()
  @IsString()
  @MaxLength(NOTE_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  note: string | null
}

/** By which words an account is found. */
export class AccountTagsDto {
  @ApiProperty({
    type: [String],
    maxItems: TAGS_MAX,
    description: 'All tags of the account: letters and digits of any script, and . _ : - after the first.',
    example: ['press', 'board:2026'],
  })
  @IsArray()
  @ArrayMaxSize(TAGS_MAX)
  @IsString({ each: true })
  @MaxLength(TAG_LENGTH_MAX, { each: true })
  @Matches(TAG_PATTERN, { each: true, message: 'must be letters and digits, and . _ : - after the first' })
  tags: string[]
}

/** How much an account may store. */
export class AccountQuotaDto {
  @ApiProperty({
    type: Number,
    nullable: true,
    minimum: 0,
    description: 'Null: as groups or the settings say.',
  })
  @OrNull()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  quotaBytes: number | null
}
