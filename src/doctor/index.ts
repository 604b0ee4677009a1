/** `pds doctor`: what an installation needs, whether it is there, and what to do where it is not. */
export { Doctor } from './doctor.js'
export type { Finding } from './finding.js'
export { FIXES, FOUND } from './finding-words.js'
export type { DoctorOptions } from './patient.js'
