import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { ALL_PERMISSIONS } from '../../roles/index.js'

/** Something that may be done. */
@ApiSchema({ name: 'Grant' })
export class GrantDto {
  @ApiProperty({ enum: ALL_PERMISSIONS, enumName: 'Permission' })
  permission: string

  @ApiPropertyOptional({
    type: [String],
    description: 'Domains of handles for whose accounts it is allowed; absent: for all.',
  })
  domains?: string[]
}

/** A way to show anew who one is. */
@ApiSchema({ name: 'ProofWay' })
export class ProofWayDto {
  @ApiProperty({ description: 'Of the organization.' })
  name: string

  @ApiProperty({
    description:
      'Leads to its identity provider and back: a path on this server, or an address of the host of members’ pages.',
  })
  href: string
}

/** Whoever asks. */
@ApiSchema({ name: 'Me' })
export class MeDto {
  @ApiProperty({ enum: ['member', 'password', 'token'] })
  type: string

  @ApiPropertyOptional({ description: 'DID of a member, id of a token.' })
  id?: string

  @ApiPropertyOptional({ description: 'Handle of a member.' })
  handle?: string

  @ApiPropertyOptional({ description: 'The id of the highest role.' })
  role?: string

  @ApiProperty({
    description: 'Nobody does anything to administrators whose priority is as high as their own.',
  })
  priority: number

  @ApiProperty({ type: [GrantDto] })
  grants: GrantDto[]

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Of a session: until then what needs a fresh sign-in is done without another one.',
  })
  freshUntil?: string

  @ApiPropertyOptional({
    type: [ProofWayDto],
    description: 'Of a member: organizations whose identity providers can ask them anew who they are.',
  })
  proofWays?: ProofWayDto[]
}

/** A member who has signed out. */
@ApiSchema({ name: 'SignedOut' })
export class SignedOutDto {
  @ApiPropertyOptional({
    description:
      'Signs them out at the provider of their organization: a path on this server, or an address of the host of members’ pages.',
  })
  href?: string
}
