import { StaffLists } from '../../../features/staff/staff-lists.tsx'

/** Members of staff, their roles, and the tokens of programs. */
export function StaffPage() {
  return <StaffLists />
}
