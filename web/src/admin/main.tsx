import './styles/admin.css'
import { createRoot } from 'react-dom/client'
import { Dashboard } from './frame/dashboard'
import { ROOT_ID, serviceOf } from './frame/service'
import { chosenTheme, showTheme } from './frame/theme'
import { currentLanguage } from './texts/admin-languages'
import { textsOf } from './texts/texts'

/** Starts the application in the place that the document has for it. */
async function start(root: HTMLElement): Promise<void> {
  showTheme(chosenTheme())
  const language = currentLanguage()
  document.documentElement.lang = language
  createRoot(root).render(<Dashboard service={serviceOf(root)} texts={await textsOf(language)} />)
}

void start(document.getElementById(ROOT_ID)!)
