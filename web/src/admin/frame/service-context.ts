import { createContext, useContext } from 'react'
import type { Service } from './service'

/** The organization that all of it is about. */
export const ServiceContext = createContext<Service>({
  name: '',
  logo: undefined,
  home: '',
  isOtherHost: false,
})

/** The organization that all of it is about. */
export const useService = () => useContext(ServiceContext)
