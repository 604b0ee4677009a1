import { hexKey, hexKeys, secretString } from '../fields.js'
import { configSection } from '../section.js'

const ORIGIN = 'made at the first start and kept in <data directory>/secrets'

/** Secrets given by the environment. What is missing is made at the first start. */
export class SecretsConfig extends configSection('secrets', {
  jwtSecret: secretString({
    env: 'PDS_JWT_SECRET',
    defaultHelp: ORIGIN,
    help: 'Signs session tokens. Changing it signs everybody out.',
  }),
  adminPassword: secretString({
    env: 'PDS_ADMIN_PASSWORD',
    defaultHelp: ORIGIN,
    help: 'Password of the user "admin" for administrative methods.',
  }),
  plcRotationKeyHex: hexKey({
    env: 'PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX',
    bytes: 32,
    defaultHelp: ORIGIN,
    help: 'Private key (K-256) that may change the identities made by this service. Keep a copy: without it they cannot be repaired.',
  }),
  formerPlcRotationKeysHex: hexKeys({
    env: 'PDS_PLC_ROTATION_KEYS_FORMER_HEX',
    bytes: 32,
    default: [],
    help: 'Private keys (K-256) that were the one above before. With them, identities that still name them can be given the present one; separated by commas.',
  }),
  keyEncryptionKeyHex: hexKey({
    env: 'PDS_KEY_ENCRYPTION_KEY_HEX',
    bytes: 32,
    defaultHelp: ORIGIN,
    help: 'Key (AES-256) that protects the signing keys in the database. Keep a copy: without it no account can sign.',
  }),
  otherKeyEncryptionKeysHex: hexKeys({
    env: 'PDS_KEY_ENCRYPTION_KEYS_OTHER_HEX',
    bytes: 32,
    default: [],
    help: 'Keys that signing keys may still, or already, be protected with while the key above is being replaced; separated by commas.',
  }),
}) {}
