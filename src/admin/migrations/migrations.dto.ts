import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { MOVE_DIRECTIONS } from '../../lifecycle/index.js'

/** What a move is made of, in its order. */
export const MIGRATION_STEPS = [
  'account',
  'repository',
  'blobs',
  'preferences',
  'identity',
  'activation',
  'deactivation',
] as const
export type MigrationStepName = (typeof MIGRATION_STEPS)[number]

/** How far a step is. */
export const STEP_STATES = ['done', 'underWay', 'open', 'unknown'] as const

/** A step of a move. */
@ApiSchema({ name: 'MigrationStep' })
export class MigrationStepDto {
  @ApiProperty({
    enum: MIGRATION_STEPS,
    description:
      'The account is here (or was deactivated), the repository, its blobs and the preferences have come, the identity points here (or away), the account is active, and deactivated at the old server. Preferences and the old server are known of moves that this server carries out.',
  })
  name: string

  @ApiProperty({ enum: STEP_STATES })
  state: string
}

/** An account that moves here, or has moved away. */
@ApiSchema({ name: 'Migration' })
export class MigrationDto {
  @ApiProperty()
  did: string

  @ApiPropertyOptional()
  handle?: string

  @ApiProperty({
    enum: MOVE_DIRECTIONS,
    description:
      'out: the account was active here and is deactivated, and its identity is not known to point here.',
  })
  direction: string

  @ApiProperty({
    format: 'date-time',
    description: 'When the account came about here, or since when it is deactivated.',
  })
  since: string

  @ApiPropertyOptional({ format: 'date-time', description: 'When the account goes by itself.' })
  deleteAfter?: string

  @ApiPropertyOptional({
    description: 'The server that the identity points to; absent where that is not known.',
  })
  pds?: string

  @ApiProperty({ type: [MigrationStepDto] })
  steps: MigrationStepDto[]
}

/** How much has come. */
@ApiSchema({ name: 'MigrationProgress' })
export class MigrationProgressDto {
  @ApiProperty()
  records: number

  @ApiProperty({ description: 'Blobs that records refer to.' })
  blobsExpected: number

  @ApiProperty({ description: 'Blobs that are here.' })
  blobsHere: number
}
