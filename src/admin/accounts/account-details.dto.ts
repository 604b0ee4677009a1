import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { InviteDto } from '../invites/invites.dto.js'

/** A session of a member. */
@ApiSchema({ name: 'Session' })
export class SessionDto {
  @ApiProperty()
  id: string

  @ApiProperty({ enum: ['password', 'app password', 'application'], description: 'What it was opened with.' })
  kind: string

  @ApiPropertyOptional({ description: 'Of the app password, or the id of the application.' })
  name?: string

  @ApiProperty({ format: 'date-time' })
  openedAt: string

  @ApiProperty({ format: 'date-time' })
  usedAt: string

  @ApiProperty({ format: 'date-time' })
  expiresAt: string
}

/** Sessions of a member, the one that was used last first. */
@ApiSchema({ name: 'Sessions' })
export class SessionsDto {
  @ApiProperty({ type: [SessionDto] })
  data: SessionDto[]
}

/** Invite codes of a member, and the one that the account was made with. */
@ApiSchema({ name: 'InvitesOfMember' })
export class InvitesOfMemberDto {
  @ApiProperty({ type: [InviteDto] })
  data: InviteDto[]

  @ApiPropertyOptional({ type: InviteDto })
  invitedBy?: InviteDto
}

/** How much is stored, or was uploaded. */
@ApiSchema({ name: 'BlobAmount' })
export class BlobAmountDto {
  @ApiProperty()
  bytes: number

  @ApiProperty()
  count: number
}

/** What a member stores. */
@ApiSchema({ name: 'BlobUsage' })
export class BlobUsageDto {
  @ApiProperty({ type: BlobAmountDto })
  stored: BlobAmountDto

  @ApiProperty({ type: BlobAmountDto, description: 'Uploads since midnight (UTC).' })
  today: BlobAmountDto

  @ApiPropertyOptional({ description: 'Most that may be stored (bytes); absent: any amount.' })
  quotaBytes?: number
}

/** What a public directory has of an account. */
@ApiSchema({ name: 'IdentityState' })
export class IdentityStateDto {
  @ApiProperty({
    type: [String],
    description: 'Public keys that may change the identity, the highest first.',
  })
  rotationKeys: string[]

  @ApiProperty({ type: [String], description: 'Names, as URIs: at://handle.' })
  alsoKnownAs: string[]

  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'string' },
    description: 'Public keys by name.',
  })
  verificationMethods: Record<string, string>

  @ApiProperty({ type: Object, additionalProperties: true })
  services: object
}
