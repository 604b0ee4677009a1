import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { AuditTargetDto } from '../audit/audit.dto.js'
import { APPROVAL_STATES } from './approval.store.js'

/** Something that one person has asked for, and another one has to want as well. */
@ApiSchema({ name: 'Approval' })
export class ApprovalDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ example: 'account.delete' })
  action: string

  @ApiProperty({ type: AuditTargetDto })
  target: AuditTargetDto

  @ApiPropertyOptional()
  reason?: string

  @ApiProperty({ enum: APPROVAL_STATES })
  state: string

  @ApiProperty({ description: 'DID of whoever asked for it, or password.' })
  requestedBy: string

  @ApiProperty({ format: 'date-time' })
  requestedAt: string

  @ApiProperty({ format: 'date-time' })
  expiresAt: string

  @ApiPropertyOptional({ description: 'DID of whoever decided.' })
  decidedBy?: string

  @ApiPropertyOptional({ format: 'date-time' })
  decidedAt?: string

  @ApiPropertyOptional()
  decisionReason?: string
}
