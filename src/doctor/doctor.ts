import { type Environment, InvalidConfiguration } from '../config/index.js'
import type { Check } from './check.js'
import { appViewCheck } from './checks/app-view-check.js'
import { blobCheck } from './checks/blob-check.js'
import { clockCheck } from './checks/clock-check.js'
import { databaseCheck } from './checks/database-check.js'
import { directoryCheck } from './checks/directory-check.js'
import { dnsCheck } from './checks/dns-check.js'
import { machineCheck } from './checks/machine-check.js'
import { mailCheck } from './checks/mail-check.js'
import { plcCheck } from './checks/plc-check.js'
import { portCheck } from './checks/port-check.js'
import { publicUrlCheck } from './checks/public-url-check.js'
import { relayCheck } from './checks/relay-check.js'
import { secretsCheck } from './checks/secrets-check.js'
import { settingsCheck } from './checks/settings-check.js'
import { tlsCheck } from './checks/tls-check.js'
import { webSocketCheck } from './checks/web-socket-check.js'
import { advice, failed, type Finding, skipped } from './finding.js'
import { type DoctorOptions, Patient } from './patient.js'

/** Longest time that one check gets; all of them run at the same time. */
const CHECK_MAX_MS = 9_000
const SECOND_MS = 1_000

const CHECKS: readonly Check[] = [
  machineCheck,
  settingsCheck,
  directoryCheck,
  secretsCheck,
  portCheck,
  databaseCheck,
  blobCheck,
  clockCheck,
  dnsCheck,
  tlsCheck,
  publicUrlCheck,
  webSocketCheck,
  plcCheck,
  relayCheck,
  appViewCheck,
  mailCheck,
]

/** Looks at an installation, whether or not its server runs, and changes nothing in it. */
export class Doctor {
  constructor(private readonly environment: Environment) {}

  /** @returns what was found, in the order of the checks */
  async examine(options: DoctorOptions = {}): Promise<Finding[]> {
    const patient = new Patient(this.environment, options)
    try {
      return (await Promise.all(CHECKS.map((check) => examineOne(check, patient)))).flat()
    } finally {
      await patient.close()
    }
  }
}

async function examineOne({ name, look }: Check, patient: Patient): Promise<Finding[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Finding[]>((resolve) => {
    timer = setTimeout(
      () => resolve([failed(name, 'no_answer', { seconds: CHECK_MAX_MS / SECOND_MS }, advice('swallowed'))]),
      CHECK_MAX_MS,
    )
  })
  try {
    return await Promise.race([look(patient), late])
  } catch (error) {
    if (error instanceof InvalidConfiguration) return [skipped(name, 'settings_wrong', {})]
    const { message } = error as Error
    return [failed(name, 'unexpected', { message }, advice('look_at_message'))]
  } finally {
    clearTimeout(timer)
  }
}
