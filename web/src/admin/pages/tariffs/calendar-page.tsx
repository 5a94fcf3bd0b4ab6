import { CalendarYear } from '../../../features/catalogue/calendars/calendar-year.tsx'

/** Holidays and moved working days. */
export function CalendarPage() {
  return <CalendarYear />
}
