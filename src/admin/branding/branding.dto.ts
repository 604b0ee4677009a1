import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import {
  IsBase64,
  IsEmail,
  IsInt,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator'
import { BRAND_VARIABLES } from '../../branding/index.js'
import { Optional } from '../api/optional.js'

const NAME_LENGTH_MAX = 100
const URL_LENGTH_MAX = 500
const FOOTER_LENGTH_MAX = 500
const DOMAIN_LENGTH_MAX = 253
/** A file of the largest size as base64. */
const FILE_LENGTH_MAX = 1_400_000

// eslint-disable-next-line no-control-regex
const ONE_LINE = /^[^\u0000-\u001f]*$/
// eslint-disable-next-line no-control-regex
const LINES = /^[^\u0000-\u0009\u000b-\u001f]*$/
/** As many as the database tells apart. */
const VERSION_MAX = 2_147_483_647
const DIGEST = /^[\w-]{43}$/

const Described =
  (description: string): PropertyDecorator =>
  (target, name) => {
    ApiPropertyOptional({ description })(target, name)
    Optional()(target, name)
  }
const Line =
  (description: string): PropertyDecorator =>
  (target, name) => {
    Described(description)(target, name)
    IsString()(target, name)
    MinLength(1)(target, name)
    MaxLength(NAME_LENGTH_MAX)(target, name)
    Matches(ONE_LINE, { message: 'must not have control characters' })(target, name)
  }
const Link =
  (description: string): PropertyDecorator =>
  (target, name) => {
    Described(description)(target, name)
    MaxLength(URL_LENGTH_MAX)(target, name)
    IsUrl(
      { protocols: ['https', 'http'], require_protocol: true, require_tld: false },
      { message: 'must be an address that begins with https://' },
    )(target, name)
  }
const Colour =
  (description: string): PropertyDecorator =>
  (target, name) => {
    Described(`${description}: #rgb, #rrggbb or rgb(r, g, b).`)(target, name)
    IsString()(target, name)
    MaxLength(NAME_LENGTH_MAX)(target, name)
  }
const PictureName =
  (description: string): PropertyDecorator =>
  (target, name) => {
    Described(`${description}: the digest of a picture that was uploaded.`)(target, name)
    Matches(DIGEST, { message: 'must be the digest of a picture that was uploaded' })(target, name)
  }

/** Links to what members agree to; what is absent is as for the whole service. */
@ApiSchema({ name: 'DomainTerms' })
export class DomainTermsDto {
  @Link('Terms of the service.')
  termsOfServiceUrl?: string

  @Link('Privacy policy.')
  privacyPolicyUrl?: string
}

/** What an organization looks like; what is absent is as it is without, or as the whole. */
@ApiSchema({ name: 'BrandValues' })
export class BrandValuesDto extends DomainTermsDto {
  @Line('Name of the service as people see it.')
  serviceName?: string

  @Link('Home page.')
  homeUrl?: string

  @Link('Where members find help.')
  supportUrl?: string

  @Colour('Colour of buttons and links')
  primaryColor?: string

  @Colour('Colour of errors')
  errorColor?: string

  @Colour('Colour of warnings')
  warningColor?: string

  @Colour('Colour of hints')
  infoColor?: string

  @Colour('Colour of good news')
  successColor?: string

  @PictureName('Logo')
  logo?: string

  @PictureName('Picture behind pages in the light theme')
  backgroundLight?: string

  @PictureName('Picture behind pages in the dark theme')
  backgroundDark?: string

  @Described('Last words of pages and mails, such as an imprint.')
  @IsString()
  @MaxLength(FOOTER_LENGTH_MAX)
  @Matches(LINES, { message: 'must not have control characters' })
  footer?: string

  @Line('Name of whoever sends mails.')
  mailName?: string

  @Described('Where answers to mails go.')
  @IsEmail()
  mailReplyTo?: string
}

/** How well a colour stands out. */
@ApiSchema({ name: 'ContrastMeasure' })
export class ContrastMeasureDto {
  @ApiProperty({ enum: ['primary', 'error', 'warning', 'info', 'success'] })
  colour: string

  @ApiProperty({ enum: ['page', 'card', 'notice'], description: 'What it is on.' })
  on: string

  @ApiProperty({ description: 'As WCAG measures it, 1 to 21.' })
  ratio: number

  @ApiProperty({ description: 'That it has to be at least.' })
  wanted: number

  @ApiProperty()
  isEnough: boolean
}

/** How well colours stand out. */
@ApiSchema({ name: 'ContrastMeasures' })
export class ContrastMeasuresDto {
  @ApiProperty({ type: [ContrastMeasureDto] })
  data: ContrastMeasureDto[]
}

/** What the organization looks like, or a domain of it. */
@ApiSchema({ name: 'Branding' })
export class BrandingDto {
  @ApiPropertyOptional({ description: 'Absent: the whole.' })
  domain?: string

  @ApiProperty({ description: 'How often it was changed.' })
  version: number

  @ApiProperty({ type: BrandValuesDto, description: 'What was said here.' })
  values: object

  @ApiProperty({ type: BrandValuesDto, description: 'What holds, wherever it comes from.' })
  effective: object

  @ApiProperty({
    enum: Object.keys(BRAND_VARIABLES),
    isArray: true,
    description: 'What the environment sets, so that it is changed there only.',
  })
  pinned: string[]

  @ApiProperty({ type: [ContrastMeasureDto] })
  contrast: ContrastMeasureDto[]

  @ApiProperty()
  serviceName: string

  @ApiPropertyOptional({ description: 'Path of the logo on this server.' })
  logoPath?: string

  @ApiProperty({ description: 'Path of the style sheet with the colours of both themes.' })
  sheetPath: string

  @ApiProperty({ description: 'Path of the icon.' })
  iconPath: string
}

/** A former look. */
@ApiSchema({ name: 'BrandingVersion' })
export class BrandingVersionDto {
  @ApiProperty()
  version: number

  @ApiProperty({ type: BrandValuesDto })
  values: object

  @ApiProperty({ format: 'date-time' })
  madeAt: string

  @ApiPropertyOptional({ description: 'DID of whoever made it, or what else the audit calls them.' })
  madeBy?: string
}

/** Former looks, the newest first. */
@ApiSchema({ name: 'BrandingVersions' })
export class BrandingVersionsDto {
  @ApiProperty({ type: [BrandingVersionDto] })
  data: BrandingVersionDto[]
}

/** A version to go back to. */
export class RollbackDto {
  @ApiProperty()
  @IsInt()
  @Min(1)
  @Max(VERSION_MAX)
  version: number

  @ApiPropertyOptional({ description: 'Of handles; absent: the whole.' })
  @Optional()
  @IsString()
  @MaxLength(DOMAIN_LENGTH_MAX)
  domain?: string
}

/** A file that is to be a picture. */
export class NewAssetDto {
  @ApiProperty({ description: 'SVG, PNG or WebP, as base64.' })
  @IsString()
  @MaxLength(FILE_LENGTH_MAX)
  @IsBase64()
  file: string
}

/** A picture that can be used. */
@ApiSchema({ name: 'BrandAsset' })
export class BrandAssetDto {
  @ApiProperty({ description: 'Its name.' })
  digest: string

  @ApiProperty({ description: 'On this server.' })
  path: string

  @ApiProperty()
  type: string

  @ApiProperty()
  bytes: number

  @ApiPropertyOptional()
  width?: number

  @ApiPropertyOptional()
  height?: number
}
