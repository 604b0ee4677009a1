import { plainToInstance } from 'class-transformer'
import { validateSync } from 'class-validator'
import { InvalidFields } from '../admin.errors.js'
import { PREVIEW_THEMES, type WantedPreview } from './brand-preview.js'
import { BrandValuesDto } from './branding.dto.js'

const DRAFT_LENGTH_MAX = 8_000
const LOCALE_LENGTH_MAX = 100

type Query = Readonly<Record<string, unknown>>

/** What somebody wants to look at, in the parameters of an address. @throws {InvalidFields} */
export function readPreview({ draft, show, theme = 'light', locale = '' }: Query): WantedPreview {
  const isTheme = PREVIEW_THEMES.some((each) => each === theme)
  if (typeof show !== 'string' || !isTheme) throw invalid('show', 'must be a page or a mail')
  if (typeof locale !== 'string' || locale.length > LOCALE_LENGTH_MAX)
    throw invalid('locale', 'must be a language')
  return { values: readDraft(draft), show, theme: theme as WantedPreview['theme'], locale }
}

/** Looks as JSON in base64url. @throws {InvalidFields} */
export function readDraft(draft: unknown): BrandValuesDto {
  if (draft === undefined) return {}
  if (typeof draft !== 'string' || draft.length > DRAFT_LENGTH_MAX) throw invalid('draft', 'is too long')
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(draft, 'base64url').toString('utf8'))
  } catch {
    throw invalid('draft', 'must be JSON in base64url')
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw invalid('draft', 'must be an object')
  const values = plainToInstance(BrandValuesDto, json)
  const [problem] = validateSync(values, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  })
  if (problem) throw invalid(`draft/${problem.property}`, Object.values(problem.constraints ?? {}).join('; '))
  return { ...values }
}

function invalid(at: string, message: string): InvalidFields {
  return new InvalidFields([{ at, message }])
}
