import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { ACCOUNT_CLASSES } from '../../account/index.js'
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

/** A blob of a member, as moderators see it. */
@ApiSchema({ name: 'ModeratedBlob' })
export class ModeratedBlobDto {
  @ApiProperty()
  cid: string

  @ApiProperty()
  mimeType: string

  @ApiProperty({ description: 'Bytes.' })
  size: number

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiPropertyOptional({ description: 'Names the case for which it was taken down.' })
  takedownRef?: string

  @ApiProperty({ type: [String], description: 'URIs of up to five records that refer to it.' })
  usedBy: string[]
}

/** An operation in the log of an identity. */
@ApiSchema({ name: 'PlcLogEntry' })
export class PlcLogEntryDto {
  @ApiProperty()
  cid: string

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ description: 'Whether a key that ranks higher has taken it back.' })
  nullified: boolean

  @ApiProperty({ type: Object, additionalProperties: true })
  operation: object
}

/** All that was ever done to an identity, the oldest first. */
@ApiSchema({ name: 'PlcLog' })
export class PlcLogDto {
  @ApiProperty({ type: [PlcLogEntryDto] })
  data: PlcLogEntryDto[]
}

/** What a relay knows of a repository. */
@ApiSchema({ name: 'RelayedRepo' })
export class RelayedRepoDto {
  @ApiProperty()
  host: string

  @ApiPropertyOptional()
  active?: boolean

  @ApiPropertyOptional({ description: 'Why it is not active, in the words of the relay, such as throttled.' })
  status?: string

  @ApiPropertyOptional({ description: 'The revision that the relay has.' })
  rev?: string

  @ApiPropertyOptional({ description: 'Whether that is the revision here.' })
  isCurrent?: boolean

  @ApiPropertyOptional({ description: 'Why it does not say.' })
  problem?: string
}

/** What the relays of this server know of a repository. */
@ApiSchema({ name: 'RelayStatus' })
export class RelayStatusDto {
  @ApiPropertyOptional({ description: 'The revision here.' })
  rev?: string

  @ApiProperty({ type: [RelayedRepoDto] })
  data: RelayedRepoDto[]
}

/** What the organization knows of a member. */
@ApiSchema({ name: 'MemberFacts' })
export class MemberFactsDto {
  @ApiPropertyOptional({ description: 'As the directory of the organization has it.' })
  externalId?: string

  @ApiPropertyOptional({ enum: ACCOUNT_CLASSES })
  class?: string

  @ApiPropertyOptional()
  displayName?: string

  @ApiPropertyOptional({ description: 'A language tag.' })
  locale?: string

  @ApiPropertyOptional({
    description: 'What administrators have written; shown with accounts.note or accounts.contact.',
  })
  note?: string

  @ApiProperty({ type: [String], description: 'In small letters, in order.' })
  tags: string[]

  @ApiPropertyOptional({
    description: 'How much the member may store; absent: as groups or the settings say.',
  })
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
