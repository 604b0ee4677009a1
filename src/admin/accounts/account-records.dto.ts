import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { ModeratedBlobDto } from './account-details.dto.js'

/** A record as moderators see it, whoever else may see it. */
@ApiSchema({ name: 'ModeratedRecord' })
export class ModeratedRecordDto {
  @ApiProperty()
  uri: string

  @ApiProperty()
  cid: string

  @ApiProperty({ type: Object, additionalProperties: true, description: 'The record itself.' })
  value: object

  @ApiPropertyOptional({ description: 'Names the case for which it was taken down.' })
  takedownRef?: string

  @ApiProperty({ type: [ModeratedBlobDto], description: 'Files that it refers to, at most 100.' })
  blobs: ModeratedBlobDto[]
}
