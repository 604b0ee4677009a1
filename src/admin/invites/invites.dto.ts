import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator'

const DID = /^did:[a-z]+:[A-Za-z0-9._:%-]{1,2000}$/

/** That somebody has used a code. */
@ApiSchema({ name: 'InviteUse' })
export class InviteUseDto {
  @ApiProperty({ description: 'DID of the account that was made.' })
  usedBy: string

  @ApiProperty({ format: 'date-time' })
  usedAt: string
}

/** An invite code. */
@ApiSchema({ name: 'Invite' })
export class InviteDto {
  @ApiProperty()
  code: string

  @ApiProperty({ description: 'How often it may be used in all.' })
  available: number

  @ApiProperty()
  disabled: boolean

  @ApiProperty({ description: 'DID of the member whose code it is, or admin.' })
  forAccount: string

  @ApiProperty({ description: 'DID of whoever made it, or admin.' })
  createdBy: string

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ type: [InviteUseDto] })
  uses: InviteUseDto[]
}

/** Codes that are wanted. */
export class NewInvitesDto {
  @ApiPropertyOptional({ default: 1, minimum: 1, maximum: 1000, description: 'How many codes.' })
  @IsOptional()
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
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  uses?: number

  @ApiPropertyOptional({
    type: [String],
    description: 'DIDs of members whose codes they are to be; absent: nobody.',
  })
  @IsOptional()
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
}

/** Codes that were made. */
@ApiSchema({ name: 'MadeInvites' })
export class MadeInvitesDto {
  @ApiProperty({ type: [InvitesOfAccountDto] })
  data: InvitesOfAccountDto[]
}
