import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { ACCOUNT_CLASSES, INVITE_STATES } from '../../account/index.js'
import { AGENT_TYPES } from '../../audit/index.js'
import { MAIL_LANGUAGES } from '../../mail/index.js'
import { DOMAIN, ROLE } from '../roles/roles.dto.js'
import { Optional } from '../api/optional.js'

const DID = /^did:[a-z]+:[A-Za-z0-9._:%-]{1,2000}$/
const EMAIL_LENGTH_MAX = 254
const DOMAIN_LENGTH_MAX = 253
const HANDLE_LENGTH_MAX = 253
/** Letters of one request. */
const LETTERS_MAX = 200

/** That somebody has used a code. */
@ApiSchema({ name: 'InviteUse' })
export class InviteUseDto {
  @ApiProperty({ description: 'DID of the account that was made.' })
  usedBy: string

  @ApiProperty({ format: 'date-time' })
  usedAt: string

  @ApiPropertyOptional({
    description: 'True while the role that goes with the code waits until they have confirmed the address.',
  })
  roleAwaited?: boolean
}

/** Who made a code. */
@ApiSchema({ name: 'InviteMaker' })
export class InviteMakerDto {
  @ApiProperty({ enum: AGENT_TYPES, description: 'How they had proved who they are.' })
  type: string

  @ApiPropertyOptional({ description: 'DID of a member or service, id of a token, user of a command.' })
  id?: string
}

/** What is filled in where accounts are made. */
@ApiSchema({ name: 'InvitePrefill' })
export class InvitePrefillDto {
  @ApiProperty({
    description:
      'The whole handle, of a domain on which members choose theirs. Whoever signs up may take another one.',
  })
  @IsString()
  @MaxLength(HANDLE_LENGTH_MAX)
  handle: string
}

/** An invite code. */
@ApiSchema({ name: 'Invite' })
export class InviteDto {
  @ApiProperty({
    description:
      'One that gives a role is shown in part, with … at its end, to whoever may not give that role.',
  })
  code: string

  @ApiProperty({ description: 'How often it may be used in all.' })
  available: number

  @ApiProperty()
  disabled: boolean

  @ApiProperty({ description: 'DID of the member whose code it is, or admin.' })
  forAccount: string

  @ApiProperty({ description: 'DID of the member who earned it, or admin.' })
  createdBy: string

  @ApiPropertyOptional({
    type: InviteMakerDto,
    description: 'The administrator who made it; absent where a member earned it, or it is old.',
  })
  maker?: InviteMakerDto

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ type: [InviteUseDto] })
  uses: InviteUseDto[]

  @ApiProperty({ enum: INVITE_STATES, description: 'Where it stands. One that is used has no uses left.' })
  state: string

  @ApiPropertyOptional({ format: 'date-time', description: 'From when on it is good for nothing.' })
  expiresAt?: string

  @ApiPropertyOptional({
    description:
      'The address that may use it, or a pattern of those that may; shown in part to whoever has no permission accounts.contact.',
  })
  emailPattern?: string

  @ApiPropertyOptional({ description: 'The domain that handles must have which are made with it.' })
  handleDomain?: string

  @ApiPropertyOptional({ type: InvitePrefillDto, description: 'What is filled in where its link leads.' })
  prefill?: InvitePrefillDto

  @ApiPropertyOptional({ enum: ACCOUNT_CLASSES, description: 'What kind of account is made with it.' })
  accountClass?: string

  @ApiPropertyOptional({ description: 'The id of the role that is given with it.' })
  role?: string

  @ApiPropertyOptional({ description: 'For accounts whose handles are below it; absent: everywhere.' })
  roleDomain?: string

  @ApiPropertyOptional({
    description: 'Whom it is sent to; shown in part to whoever has no permission accounts.contact.',
  })
  sentTo?: string

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When it was last sent; absent with `sentTo`: it did not go.',
  })
  sentAt?: string
}

/** How many codes there are in each state. */
@ApiSchema({ name: 'InviteCounts' })
export class InviteCountsDto {
  @ApiProperty({ description: 'Were sent by mail, whatever became of them.' })
  sent: number

  @ApiProperty({ description: 'Can be used.' })
  open: number

  @ApiProperty({ description: 'Have no uses left.' })
  used: number

  @ApiProperty()
  expired: number

  @ApiProperty()
  revoked: number
}

/** What is to hold for whoever uses codes. */
export class WantedTermsDto {
  @ApiPropertyOptional({ format: 'date-time', description: 'From when on they are good for nothing.' })
  @Optional()
  @IsISO8601({ strict: true, strictSeparator: true })
  expiresAt?: string

  @ApiPropertyOptional({ description: 'One of the domains of handles here, without a leading dot.' })
  @Optional()
  @IsString()
  @MaxLength(DOMAIN_LENGTH_MAX)
  handleDomain?: string

  @ApiPropertyOptional({
    type: InvitePrefillDto,
    description: 'What is filled in where the link of the code leads. Such a code is one, and good once.',
  })
  @Optional()
  @ValidateNested()
  @Type(() => InvitePrefillDto)
  prefill?: InvitePrefillDto

  @ApiPropertyOptional({ enum: ACCOUNT_CLASSES, description: 'What kind of account is made.' })
  @Optional()
  @IsIn(ACCOUNT_CLASSES)
  accountClass?: (typeof ACCOUNT_CLASSES)[number]

  @ApiPropertyOptional({
    description:
      'The id of a role that is given when whoever used the code has confirmed the address, by whoever may give it, who must have shown lately that it is them; never that of Owner. Such a code is one, good once, and for one address.',
  })
  @Optional()
  @Matches(ROLE, { message: 'must be the id of a role' })
  role?: string

  @ApiPropertyOptional({ description: 'Gives the role for accounts whose handles are below it.' })
  @Optional()
  @MaxLength(DOMAIN_LENGTH_MAX)
  @Matches(DOMAIN, { message: 'must be a domain in lower case without a leading dot' })
  roleDomain?: string
}

/** Codes that are wanted. */
export class NewInvitesDto extends WantedTermsDto {
  @ApiPropertyOptional({
    example: '*@example.org',
    description:
      'Only this address may use them, or those that match: * stands for any characters before the @, and in front of a domain for all below it.',
  })
  @Optional()
  @IsString()
  @MaxLength(EMAIL_LENGTH_MAX)
  emailPattern?: string

  @ApiPropertyOptional({ default: 1, minimum: 1, maximum: 1000, description: 'How many codes.' })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  count?: number

  @ApiPropertyOptional({
    default: 1,
    minimum: 1,
    maximum: 100_000,
    description: 'How often each may be used.',
  })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  uses?: number

  @ApiPropertyOptional({
    type: [String],
    description: 'DIDs of members whose codes they are to be; absent: nobody.',
  })
  @Optional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @Matches(DID, { each: true, message: 'must be DIDs' })
  forAccounts?: string[]
}

/** Codes of one account. */
@ApiSchema({ name: 'InvitesOfAccount' })
export class InvitesOfAccountDto {
  @ApiProperty({ description: 'DID, or admin.' })
  account: string

  @ApiProperty({ type: [String] })
  codes: string[]

  @ApiProperty({ type: [String], description: 'Pages on which one signs up with each code, in their order.' })
  links: string[]
}

/** Codes that were made. */
@ApiSchema({ name: 'MadeInvites' })
export class MadeInvitesDto {
  @ApiProperty({ type: [InvitesOfAccountDto] })
  data: InvitesOfAccountDto[]
}

/** Letters that are wanted. */
export class NewInvitationsDto extends WantedTermsDto {
  @ApiProperty({
    type: [String],
    maxItems: LETTERS_MAX,
    description:
      'Each is sent a code that is good once, and for this address only; for 14 days if nothing is said.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LETTERS_MAX)
  @IsString({ each: true })
  @MaxLength(EMAIL_LENGTH_MAX, { each: true })
  emails: string[]

  @ApiPropertyOptional({ enum: MAIL_LANGUAGES, default: 'en', description: 'Of the letters.' })
  @Optional()
  @IsIn(MAIL_LANGUAGES)
  language?: (typeof MAIL_LANGUAGES)[number]
}

/** What became of an address. */
@ApiSchema({ name: 'Invitation' })
export class InvitationDto {
  @ApiProperty()
  email: string

  @ApiProperty({
    enum: ['sent', 'member', 'invited'],
    description: 'It was written to, belongs to a member, or has an invitation that is open.',
  })
  outcome: string

  @ApiPropertyOptional({ description: 'The code that was sent.' })
  code?: string
}

/** What became of the addresses, in their order. */
@ApiSchema({ name: 'Invitations' })
export class InvitationsDto {
  @ApiProperty({ type: [InvitationDto] })
  data: InvitationDto[]
}
