import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsString, MaxLength } from 'class-validator'
import { ARCHIVE_PARTS, type ArchivePartName } from './archive.js'
import { Optional } from '../api/optional.js'

/** All that is known of a member in one file. */
@ApiSchema({ name: 'Export' })
export class ExportDto {
  @ApiProperty({ format: 'uuid', description: 'That of the job that makes it.' })
  id: string

  @ApiProperty()
  did: string

  @ApiProperty({ enum: ['export', 'hold'] })
  kind: string

  @ApiPropertyOptional({ format: 'uuid', description: 'The hold that it belongs to.' })
  hold?: string

  @ApiProperty({ enum: ARCHIVE_PARTS, isArray: true })
  include: string[]

  @ApiProperty({ description: 'A DID, the id of a token, or password.' })
  requestedBy: string

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ description: 'Whether it can be downloaded now.' })
  available: boolean

  @ApiPropertyOptional({ description: 'Sealed, in bytes.' })
  size?: number

  @ApiPropertyOptional({ format: 'date-time' })
  madeAt?: string

  @ApiPropertyOptional({ format: 'date-time', description: 'Until when it can be downloaded.' })
  expiresAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  downloadedAt?: string
}

/** An export that is wanted. */
export class NewExportDto {
  @ApiProperty()
  @IsString()
  @MaxLength(2_048)
  did: string

  @ApiPropertyOptional({ enum: ARCHIVE_PARTS, isArray: true, description: 'Absent: all of it.' })
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(ARCHIVE_PARTS, { each: true })
  include?: ArchivePartName[]

  @ApiPropertyOptional({ description: 'Whether the member gets a letter when it is ready; absent: they do.' })
  @Optional()
  @IsBoolean()
  tell?: boolean
}
