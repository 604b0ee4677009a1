export { documentOfGroup, SETTING_GROUPS } from './setting-groups.js'
export { type ServiceDocument, ServiceDocumentStore } from './service-document.store.js'
export { ServiceDocuments, type WantedDocument } from './service-documents.js'
export { SettingsModule } from './settings.module.js'
