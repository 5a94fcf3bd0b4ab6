import { ServiceClasses } from '../../../features/catalogue/services/service-classes.tsx'

/** What kinds of services there are. */
export function ServiceClassesPage() {
  return <ServiceClasses />
}
