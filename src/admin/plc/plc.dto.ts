import { IsBoolean, IsNotEmpty, IsObject, IsString, Matches, MaxLength, ValidateIf } from 'class-validator'
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { PLC_OPERATION_STATES } from '../../lifecycle/index.js'
import { IdentityStateDto } from '../accounts/account-details.dto.js'
import { NO_NUL, REASON_LENGTH_MAX } from '../accounts/accounts.dto.js'
import { Optional } from '../api/optional.js'

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

/** Puts an identity right. */
@ApiSchema({ name: 'IdentityRepair' })
export class RepairDto {
  @ApiPropertyOptional({ description: 'Why, for the audit. Needed unless it is only to be told.' })
  @ValidateIf(({ dryRun, reason }: RepairDto) => dryRun !== true || reason !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(REASON_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  reason?: string

  @ApiPropertyOptional({ description: 'Whether it is only to be told what would be done.' })
  @Optional()
  @IsBoolean()
  dryRun?: boolean
}

/** Puts the identities of many accounts right. */
@ApiSchema({ name: 'IdentityRepairs' })
export class EndpointChangesDto extends RepairDto {
  @ApiPropertyOptional({
    type: Object,
    additionalProperties: { type: 'string' },
    description: 'Filters of the list of accounts, such as domain, by their names; absent: all accounts.',
  })
  @Optional()
  @IsObject()
  filter?: Record<string, string>
}

/** Overrules an operation. */
@ApiSchema({ name: 'IdentityRecovery' })
export class RecoveryDto extends RepairDto {
  @ApiProperty({ description: 'CID of the operation, as in the log of the account.' })
  @IsString()
  @Matches(/^b[a-z2-7]{20,100}$/, { message: 'must be a CID' })
  operation: string
}

/** What an operation makes of an identity. */
@ApiSchema({ name: 'IdentityChange' })
export class IdentityChangeDto {
  @ApiProperty()
  did: string

  @ApiPropertyOptional({ type: IdentityStateDto, description: 'Absent: it was ended.' })
  before?: IdentityStateDto

  @ApiProperty({ type: IdentityStateDto })
  after: IdentityStateDto

  @ApiProperty({ description: 'Public half of the key of this server that signs, as did:key.' })
  signedBy: string

  @ApiProperty({ description: 'False: it is as it should be already, and no operation is sent.' })
  isChanged: boolean
}
