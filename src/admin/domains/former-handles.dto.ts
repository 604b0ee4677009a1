import { ApiProperty, ApiSchema } from '@nestjs/swagger'

/** A handle that is kept for whoever has given it up. */
@ApiSchema({ name: 'FormerHandle' })
export class FormerHandleDto {
  @ApiProperty()
  handle: string

  @ApiProperty({ description: 'Who had it, and may have it again.' })
  did: string

  @ApiProperty({ format: 'date-time' })
  givenUpAt: string

  @ApiProperty({ format: 'date-time', description: 'From then on anybody may have it.' })
  keptUntil: string
}
