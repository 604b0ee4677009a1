import { createContext, useContext } from 'react'
import type { Look } from './look'

const UNNAMED: Look = {
  serviceName: '',
  sheet: '',
  icon: '',
  logo: undefined,
  hasPicture: false,
  footer: undefined,
  links: { home: undefined, support: undefined, privacyPolicy: undefined, termsOfService: undefined },
}

export const LookContext = createContext(UNNAMED)

/** The organization whose page this is. */
export function useLook(): Look {
  return useContext(LookContext)
}
