export { type Device, Devices, type SignedInAccount } from './devices/devices.js'
export { NOT_SHOWN_MS, type SignInProof, UNTOLD_MS } from './devices/sign-in-proof.js'
export { DeviceCookies } from './devices/device-cookies.js'
export { ErrorPages } from './error-pages.js'
export { readAnyForm, readForm } from './form-body.js'
export { isOwnOrigin } from './form-origin.js'
export type { FormOutcome, Typed } from './interaction/interaction.js'
export { problemOf } from './interaction/page-problem.js'
export { PasswordResetForm } from './interaction/password-reset-form.js'
export { SignUpForm } from './interaction/sign-up-form.js'
export { ForeignForm } from './oauth.errors.js'
export { OauthModule } from './oauth.module.js'
export { pageSecurity } from './page-security.js'
export type * from './page-state.js'
export { Pages } from './pages.js'
export { type AppSession, ConnectedApps } from './sessions/connected-apps.js'
export { type ProvedAccount, type SignInForm, SignInMethod } from './sign-in/sign-in-method.js'
export { SecondFactorRequired } from './oauth.errors.js'
export type { SignInPlace } from './sign-in/sign-in-place.js'
export {
  type ForeignFailure,
  type OfferRequest,
  SignInElsewhere,
  type SignInOffers,
} from './sign-in/sign-in-elsewhere.js'
export { SignInStates } from './sign-in/sign-in-states.js'
export { SignIns } from './sign-in/sign-ins.js'
