export { ASSET_MAX_BYTES, assetOf, type MadeAsset } from './assets/brand-asset.js'
export { BrandAssets } from './assets/brand-assets.js'
export { Brand } from './brand.js'
export {
  BRAND_VARIABLES,
  type BrandValues,
  brandDocument,
  COLOUR_NAMES,
  LIVE_BRAND_VARIABLES,
} from './brand-values.js'
export { BrandingConfig } from './branding.config.js'
export { PictureRefused } from './branding.errors.js'
export { Branding } from './branding.js'
export { BrandingModule } from './branding.module.js'
export { parseColour } from './colour.js'
export { PageBundle } from './page-bundle.js'
export { type ContrastMeasure, measurePalette } from './palette-check.js'
export { type Picture, Pictures } from './pictures.js'
