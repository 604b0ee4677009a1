import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { PLC_OPERATION_STATES } from '../../lifecycle/index.js'

/** What the PLC directory said when it did not take an operation. */
@ApiSchema({ name: 'PlcRefusal' })
export class PlcRefusalDto {
  @ApiPropertyOptional({ description: 'Of its answer (HTTP); absent when there was none.' })
  status?: number

  @ApiPropertyOptional({ description: 'What it said, or what kept it from answering.' })
  message?: string
}

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
      'Under way; not taken by the directory in its time, and tried again every minute; refused by it, and given up; or in the directory, where that is the one built in.',
  })
  state: string

  @ApiProperty({ description: 'Whether somebody with a higher key has overruled it.' })
  isOverruled: boolean

  @ApiPropertyOptional({
    type: PlcRefusalDto,
    description: 'Why it was not taken the last time. It goes once the directory takes one on this identity.',
  })
  refusal?: PlcRefusalDto

  @ApiProperty({ format: 'date-time', description: 'When it was begun, refused or published.' })
  at: string
}
