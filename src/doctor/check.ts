import type { Finding } from './finding.js'
import type { Patient } from './patient.js'

/** Looks at one thing. @throws {InvalidConfiguration} where settings are wrong that it needs */
export interface Check {
  readonly name: string
  look(patient: Patient): Promise<Finding[]>
}
