import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { PLC_OPERATION_STATES } from '../../lifecycle/index.js'

/** An operation on an identity in the PLC directory. */
@ApiSchema({ name: 'PlcOperation' })
export class PlcOperationDto {
  @ApiProperty()
  id: string

  @ApiProperty()
  did: string

  @ApiProperty({
    enum: ['create', 'handle', 'signing-key', 'change', 'end'],
    description: 'Makes the identity, gives it a handle or a signing key, changes it otherwise, or ends it.',
  })
  kind: string

  @ApiPropertyOptional({ description: 'That the identity is to have, or has then.' })
  handle?: string

  @ApiProperty({
    enum: PLC_OPERATION_STATES,
    description:
      'Under way; not taken by the directory in its time, and tried again every minute; or in the directory, where that is the one built in.',
  })
  state: string

  @ApiProperty({ description: 'Whether somebody with a higher key has overruled it.' })
  isOverruled: boolean

  @ApiProperty({ format: 'date-time', description: 'When it was begun or published.' })
  at: string
}
