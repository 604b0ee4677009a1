export { PreferenceExport } from './preference-export.js'
export { PreferencesModule } from './preferences.module.js'
