import { BandsList } from '../../../features/catalogue/calendars/bands-list.tsx'

/** Hours with prices and speeds of their own. */
export function TimeBandsPage() {
  return <BandsList />
}
