import type { INestApplication } from '@nestjs/common'
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger'
import { PERMISSIONS } from '../../roles/index.js'
import { AdminModule } from '../admin.module.js'
import { declareAccess } from './access-layer.js'

/** Of the interface, not of the server: it changes when what clients know is not true any more. */
const API_VERSION = '1.0.0'

/**
 * The description of the administration (OpenAPI 3.1), made of its controllers.
 * @param app put together, but not started
 */
export function adminDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Guildhall administration')
    .setDescription('Accounts, invites, roles, audit and operation of this server.')
    .setVersion(API_VERSION)
    .addServer('/')
    .addBasicAuth(
      { type: 'http', scheme: 'basic', description: 'User admin, the admin password.' },
      'password',
    )
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token: pdsadm_…' }, 'token')
    .addCookieAuth('__Host-device', { type: 'apiKey', description: 'A member with a role.' }, 'session')
    .addExtension('x-permissions', PERMISSIONS)
    .build()
  config.security = [{ password: [] }, { token: [] }, { session: [] }]
  const document = SwaggerModule.createDocument(app, config, {
    include: [AdminModule],
    operationIdFactory: (_controller, method) => method,
  })
  declareAccess(document)
  return document
}
