export { BrandingConfig } from './branding.config.js'
export { Branding } from './branding.js'
export { BrandingModule } from './branding.module.js'
export { type Picture, Pictures } from './pictures.js'
