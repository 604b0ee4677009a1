import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsFQDN,
  IsIn,
  IsInt,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { HANDLE_CHOOSERS, type HandleChooser, POLICY_LIMITS } from '../../identity/index.js'
import { Optional } from '../api/optional.js'

const RESERVED_MAX = 5_000
const DOMAIN_LENGTH_MAX = 253
const LABEL = /^[a-z0-9-]{1,63}$/i
const YES_NO = ['true', 'false'] as const
const LABEL_MESSAGE = { each: true, message: 'must be names of letters, digits and hyphens' }

/** A record of the DNS. */
@ApiSchema({ name: 'DomainRecord' })
export class DomainRecordDto {
  @ApiProperty({ enum: ['TXT', 'A', 'AAAA', 'CNAME'] })
  type: string

  @ApiProperty()
  name: string

  @ApiProperty()
  value: string
}

/** Something that a domain needs, and how it was found. */
@ApiSchema({ name: 'DomainFinding' })
export class DomainFindingDto {
  @ApiProperty({ enum: ['ownership', 'address', 'certificate'] })
  what: string

  @ApiProperty({ enum: ['ok', 'missing', 'wrong', 'skipped'] })
  state: string

  @ApiProperty({
    type: [DomainRecordDto],
    description: 'As they have to stand in the zone; of addresses, one is enough.',
  })
  records: readonly DomainRecordDto[]

  @ApiProperty({ type: [String], description: 'What was found instead.' })
  found: readonly string[]
}

/** Names that are kept back besides the usual ones, and usual ones that are not. */
@ApiSchema({ name: 'ReservedNames' })
export class ReservedNamesDto {
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMaxSize(RESERVED_MAX)
  @Matches(LABEL, LABEL_MESSAGE)
  add: string[]

  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMaxSize(RESERVED_MAX)
  @Matches(LABEL, LABEL_MESSAGE)
  remove: string[]
}

/** What holds for handles below a domain; what is absent is as everywhere. */
@ApiSchema({ name: 'HandlePolicy' })
export class HandlePolicyDto {
  @ApiPropertyOptional({ description: 'Fewest characters of a name.' })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(POLICY_LIMITS.lengthMax)
  lengthMin?: number

  @ApiPropertyOptional({ description: 'Most characters of a name.' })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(POLICY_LIMITS.lengthMax)
  lengthMax?: number

  @ApiPropertyOptional({ description: 'Most names in front of the domain.' })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(POLICY_LIMITS.labelsMax)
  labelsMax?: number

  @ApiPropertyOptional({ type: ReservedNamesDto })
  @Optional()
  @ValidateNested()
  @Type(() => ReservedNamesDto)
  reserved?: ReservedNamesDto

  @ApiPropertyOptional({ enum: HANDLE_CHOOSERS, description: 'Who chooses handles.' })
  @Optional()
  @IsIn(HANDLE_CHOOSERS)
  chosenBy?: HandleChooser
}

/** A handle that somebody has, and that would be refused. */
@ApiSchema({ name: 'RefusedHandle' })
export class RefusedHandleDto {
  @ApiProperty({ description: 'DID of the account that has it.' })
  did: string

  @ApiProperty()
  handle: string

  @ApiProperty({ description: 'Why: a code, such as HandleNotAvailable.' })
  code: string

  @ApiProperty()
  detail: string

  @ApiProperty({ description: 'Whether it would not be refused as things are.' })
  isNew: boolean
}

/** What other rules would make of the handles that members have. Nobody loses one. */
@ApiSchema({ name: 'HandlePolicyPlan' })
export class HandlePolicyPlanDto {
  @ApiProperty({ description: 'Handles that were looked at.' })
  checked: number

  @ApiProperty({ description: 'Of them, those that nobody would get any more.' })
  refused: number

  @ApiProperty({ description: 'Of these, those that somebody would get as things are.' })
  newlyRefused: number

  @ApiProperty({ type: [RefusedHandleDto], description: 'In the order of the alphabet; not more than 200.' })
  handles: RefusedHandleDto[]
}

/** Whether something is to be done, or only told. */
export class DryRunDto {
  @ApiPropertyOptional({ enum: YES_NO, default: 'false', description: 'true: nothing is changed.' })
  @Optional()
  @IsIn(YES_NO)
  dryRun?: (typeof YES_NO)[number]
}

/** A domain below which members have handles. */
@ApiSchema({ name: 'Domain' })
export class DomainDto {
  @ApiProperty({ description: 'Without a leading dot.' })
  domain: string

  @ApiProperty({ enum: ['environment', 'default', 'database'] })
  source: string

  @ApiProperty({ description: 'Whether the environment sets it, so that it is changed there only.' })
  pinned: boolean

  @ApiProperty({ description: 'Whether handles are given out; those that were added are verified first.' })
  isInUse: boolean

  @ApiPropertyOptional({ format: 'date-time' })
  addedAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  verifiedAt?: string

  @ApiPropertyOptional({ type: DomainRecordDto, description: 'Proves whose domain it is.' })
  proof?: DomainRecordDto

  @ApiProperty({ type: HandlePolicyDto })
  policy: object

  @ApiProperty({
    description: 'Whether PDS_HANDLE_RULES sets lengths and names, so that they are changed there only.',
  })
  rulesPinned: boolean

  @ApiPropertyOptional({ description: 'Fewest characters of a name, in effect.' })
  lengthMin?: number

  @ApiPropertyOptional({ description: 'Most characters of a name, in effect.' })
  lengthMax?: number

  @ApiPropertyOptional({
    type: HandlePolicyPlanDto,
    description: 'Where a policy is only tried: what it would make of the handles that there are.',
  })
  plan?: HandlePolicyPlanDto
}

/** Domains of handles. */
@ApiSchema({ name: 'Domains' })
export class DomainsDto {
  @ApiProperty({ type: [DomainDto] })
  data: DomainDto[]
}

/** A domain that is to have handles. */
export class NewDomainDto {
  @ApiProperty({ example: 'people.example.org' })
  @MaxLength(DOMAIN_LENGTH_MAX)
  @IsFQDN({ require_tld: true }, { message: 'must be the name of a domain' })
  domain: string
}

/** A domain that was looked at. */
@ApiSchema({ name: 'DomainCheck' })
export class DomainCheckDto {
  @ApiProperty({ type: DomainDto })
  domain: DomainDto

  @ApiProperty({ type: [DomainFindingDto] })
  findings: readonly DomainFindingDto[]
}
