import { TodayView } from '../../features/reports/today-view.tsx'

/** The start page: what happened today and what needs a person. */
export function TodayPage() {
  return <TodayView />
}
